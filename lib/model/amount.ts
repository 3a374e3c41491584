import { z } from 'zod'
import { COST_SOURCES } from './cost'
import { Decimal } from './money'

/** POST /api/costs/amounts: of so many instances at a time. */
export const MOST_AMOUNTS = 500

/** What an instance costs a month now. */
export const Amount = z.object({
  ref: z.string(),
  /** Null: nobody tells it. */
  monthly: Decimal.nullable(),
  currency: z.string().nullable(),
  source: z.enum(COST_SOURCES),
  /** Its paid time is over: it is in no sum, whatever it cost. */
  ended: z.boolean(),
})
export type Amount = z.infer<typeof Amount>
export const Amounts = z.object({ items: z.array(Amount) })
