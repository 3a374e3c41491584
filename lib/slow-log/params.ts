import { z } from 'zod'
import { SLOW_KINDS } from '@/lib/model/slow-log'

const MINUTE_MS = 60_000
const LONGEST_MS = 31 * 86_400_000
const minute = (time: string) => Math.floor(Date.parse(time) / MINUTE_MS) * MINUTE_MS

const question = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  kind: z.enum(SLOW_KINDS).default('db'),
})
const asSpan = ({ from, to, kind }: z.infer<typeof question>) => ({
  span: { from: minute(from), to: minute(to) },
  kind,
})
const isRange = ({ span }: { span: { from: number; to: number } }) =>
  span.from < span.to && span.to - span.from <= LONGEST_MS

/** What `GET /api/instances/[ref]/slow-log` reads: whole minutes, at most 31 days. */
export const SlowLogQuery = question.transform(asSpan).refine(isRange, { path: ['from'] })
/** The same in a body. */
export const RevealBody = question
  .strict()
  .transform(asSpan)
  .refine(isRange, { path: ['from'] })
