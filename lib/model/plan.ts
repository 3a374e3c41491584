import { z } from 'zod'
import { ActionId, Reason } from './action'
import { Decimal } from './money'
import { OperationPreview } from './operation'
import { PlanMoney } from './plan-money'

export const SEVERITIES = [
  'info',
  'drops-connections',
  'degrades',
  'loses-data',
  'costs-money',
  'cannot-be-undone',
] as const

/** What a manual says that an action does. Texts are `changes.consequences.<id>`, filled with `numbers`. */
export const Consequence = z.object({
  id: z.string(),
  severity: z.enum(SEVERITIES),
  numbers: z.record(z.string(), z.number()),
  /** Section of the manual, or the name of its operation. */
  manual: z.string(),
})
export type Consequence = z.infer<typeof Consequence>

/** A value of a plan's table as it is shown; null where it is not known or does not apply. */
export const Shown = z.union([z.string(), z.number(), z.boolean()]).nullable()
/** One line of the plan: null is unknown. */
export const PlanRow = z.object({
  field: z.string(),
  from: Shown,
  /** Null: later than now, unless it is unknown. */
  to: Shown,
  /** Nobody tells what it will be. */
  unknown: z.boolean().optional(),
})
export type PlanRow = z.infer<typeof PlanRow>

export const CHECKS = [
  'state',
  'no-change',
  'other-change',
  'open-order',
  'memory-fits',
  'shrinks-blind',
  'data-in-use',
  'paid-until',
  'backup-age',
  'connections-fit',
  'stock',
  'quota',
  'name-free',
  'zone-offered',
  'subnet-zone',
  'source-backup',
  'newer-data',
  'clients-now',
  'keys-then',
  'project-listed',
  'pending-order',
  'list-open',
  'list-nobody',
  'list-connected',
  'group-instances',
  'stretch-after',
] as const
/** A question asked of live facts. `unknown` when the cloud does not tell what it would take. */
export const Check = z.object({
  id: z.enum(CHECKS),
  result: z.enum(['ok', 'warn', 'block', 'unknown']),
  reason: Reason.optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Check = z.infer<typeof Check>

export const Price = z.object({
  /** `order`: of this very change. `purchase`: of buying the target, because its cloud quotes no such change; a refund is unknown. */
  of: z.enum(['order', 'purchase']),
  /** What is to be paid. Of a pay-as-you-go instance per hour. */
  amount: Decimal,
  original: Decimal.nullable(),
  discount: Decimal.nullable(),
  currency: z.string().nullable(),
  per: z.enum(['hour', 'once']),
  requestId: z.string().nullable(),
  /** It is no quote but an estimate, from this version of our rate card. */
  estimate: z.object({ cardVersion: z.number().int(), validFrom: z.string() }).optional(),
})
export type Price = z.infer<typeof Price>

export const Plan = z.object({
  rows: z.array(PlanRow),
  consequences: z.array(Consequence),
  /** Why values of parameters that it brings are dangerous: ids of `HAZARDS`, texts are `hazards.<id>`. */
  hazards: z.array(z.object({ name: z.string(), id: z.string() })).optional(),
  /** The manual names nothing that this action does beside what it is for, of this kind of instance. */
  noRuleKnown: z.boolean(),
  /** What matters here and nobody tells: what becomes of connections, whether a restart follows, and whether a group's instances follow. */
  noRuleOn: z.array(z.enum(['connections', 'restart', 'followers'])).optional(),
  checks: z.array(Check),
  blocked: z.boolean(),
  costs: z.boolean(),
  /** What this very change costs, for short; `money` has all that is known. Null: no price is known. */
  price: Price.nullable(),
  /** Null: it has nothing to do with money. */
  money: PlanMoney.nullable().default(null),
  /** The request as it will be sent, secrets blanked. */
  request: OperationPreview,
  /** Of a call: actions that send the same operation. Policies for them count for it as well. */
  alike: z.array(ActionId).optional(),
  /** When the cloud said the facts that the plan rests on. */
  factsAt: z.string(),
  /** The instance's status then, in our word and the cloud's. */
  status: z.string(),
  vendorStatus: z.string(),
})
export type Plan = z.infer<typeof Plan>
