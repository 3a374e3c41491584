import { z } from 'zod'
import { MONEY_MISSING, Priced } from './plan-money'
import { CHARGE_TYPES } from './status'

/** Months that the page tells prices for. */
export const TOLD_MONTHS = [1, 6, 12] as const

const Refusal = z.object({ why: z.enum(MONEY_MISSING), code: z.string().nullable(), message: z.string().nullable() })

/** GET /api/instances/[ref]/billing: asked of its cloud at this moment. Viewers in scope. */
export const InstanceBilling = z.object({
  at: z.string(),
  chargeType: z.enum(CHARGE_TYPES),
  endsAt: z.string().nullable(),
  /** What such a one costs if it were bought now; null: no price known. */
  present: Priced.nullable(),
  /** Why a price is not there. */
  missing: Refusal.nullable(),
  /** Renewing, or becoming a subscription: what it costs, and when it would end. */
  options: z.array(
    z.object({
      action: z.enum(['renew', 'to-subscription']),
      months: z.number().int(),
      price: Priced.nullable(),
      ends: z.string().nullable(),
    }),
  ),
  /** Null: the service has none that can be asked for. `on` null: the cloud did not tell. */
  autoRenewal: z
    .object({
      on: z.boolean().nullable(),
      months: z.number().int().nullable(),
      /** Days before the end at which it is renewed and paid, where the manual tells. */
      daysBefore: z.number().int().nullable(),
      refused: Refusal.nullable(),
    })
    .nullable(),
  pendingOrder: z.boolean().nullable(),
})
export type InstanceBilling = z.infer<typeof InstanceBilling>
