import { z } from 'zod'
import { ACTIONS, isOfInstance, OF_ACCOUNTS, REASONS } from './action-ids'

export { ACTIONS, isOfInstance, OF_ACCOUNTS, REASONS }

export const ActionId = z.enum(ACTIONS)
export type ActionId = z.infer<typeof ActionId>

export const Reason = z.object({
  code: z.enum(REASONS),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Reason = z.infer<typeof Reason>

/** GET /api/instances/[ref]/actions: each action of the service with yes (`null`) or the reason why not. */
export const InstanceCan = z.object({
  ref: z.string(),
  /** When the cloud said the facts that this follows from. */
  factsAt: z.string(),
  can: z.partialRecord(ActionId, Reason.nullable()),
  /** The change that is under way at it, which keeps others from being sent; null: none. */
  held: z.object({ change: z.string(), action: ActionId, by: z.string() }).nullable(),
})
export type InstanceCan = z.infer<typeof InstanceCan>
