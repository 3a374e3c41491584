import { z } from 'zod'
import { LONGEST_MS, MINUTE_MS } from '@/lib/model/time-range'

/** More lines than a chart has. */
const MOST_IDS = 8
const minute = (time: string) => Math.floor(Date.parse(time) / MINUTE_MS) * MINUTE_MS

/** What `GET /api/instances/[ref]/metrics` reads: whole minutes, at most 92 days. */
export const MetricsQuery = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    series: z
      .string()
      .max(800)
      .regex(/^[\w.$:-]{1,100}(,[\w.$:-]{1,100})*$/),
    by: z.enum(['total', 'node']).default('total'),
  })
  .transform(({ from, to, series, by }) => ({
    span: { from: minute(from), to: minute(to) },
    ids: [...new Set(series.split(','))],
    byNode: by === 'node',
  }))
  .refine(({ span }) => span.from < span.to && span.to - span.from <= LONGEST_MS, { path: ['from'] })
  .refine(({ ids }) => ids.length <= MOST_IDS, { path: ['series'] })

/** What `GET /api/instances/[ref]/marks` reads: whole minutes, at most 92 days. */
export const SpanQuery = z
  .object({ from: z.iso.datetime(), to: z.iso.datetime() })
  .transform(({ from, to }) => ({ from: minute(from), to: minute(to) }))
  .refine(({ from, to }) => from < to && to - from <= LONGEST_MS, { path: ['from'] })
