import { z } from 'zod'
import { LOG_KINDS, LOG_ROLES } from '@/lib/model/logs'

const MINUTE_MS = 60_000
const LONGEST_MS = 31 * 86_400_000
const minute = (time: string) => Math.floor(Date.parse(time) / MINUTE_MS) * MINUTE_MS

const report = z.string().min(1).max(100).optional()
/** What `GET /api/instances/[ref]/key-analysis` reads. */
export const KeysQuery = z.object({ report })
export const RevealKeysBody = z.strictObject({ report })

const node = z
  .string()
  .regex(/^[\w.-]{1,120}$/)
  .optional()
const question = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  kind: z.enum(LOG_KINDS).default('running'),
  node,
  role: z.enum(LOG_ROLES).optional(),
  client: z
    .string()
    .regex(/^[\w.:-]{1,120}$/)
    .optional(),
  account: z.string().trim().min(1).max(100).optional(),
  database: z.coerce.number().int().min(0).max(65_535).optional(),
})
type Span = { span: { from: number; to: number } }
const isRange = ({ span }: Span) => span.from < span.to && span.to - span.from <= LONGEST_MS
const spanned = <T extends { from: string; to: string }>({ from, to, ...rest }: T) => ({
  ...rest,
  span: { from: minute(from), to: minute(to) },
})

/** What `GET /api/instances/[ref]/logs` reads: whole minutes, at most 31 days. */
export const LogsQuery = question.transform(spanned).refine(isRange, { path: ['from'] })
/** The same in a body, with a word that is looked for in the texts. */
export const RevealLogsBody = question
  .extend({ word: z.string().trim().min(1).max(100).optional() })
  .strict()
  .transform(spanned)
  .refine(isRange, { path: ['from'] })
