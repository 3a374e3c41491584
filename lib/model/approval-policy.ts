import { z } from 'zod'
import { ACTIONS, ActionId } from './action'

/** Who must agree to a change. Of a list of policies the first that fits counts; where none fits, nobody. */
export const Policy = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** Labels of accounts; empty: all. */
  environments: z.array(z.string().max(100)).max(50),
  /** Empty: both. */
  kinds: z.array(z.enum(['write', 'destructive'])).max(2),
  /** Empty: all. */
  actions: z.array(ActionId).max(ACTIONS.length),
  approval: z.boolean(),
  /** How long a request waits for the second person. */
  expiresMinutes: z.number().int().min(5).max(10_080),
  breakGlass: z.boolean(),
})
export type Policy = z.infer<typeof Policy>

/** GET (any role) and PUT (admins of all accounts) /api/approval-policies. `version` 0: never saved. */
export const Policies = z.strictObject({ version: z.number().int(), policies: z.array(Policy).max(100) })
export type Policies = z.infer<typeof Policies>
