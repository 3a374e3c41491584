import { z } from 'zod'
import { ActionId } from '@/lib/model/action'
import { CHANGE_VIEWS, ChangeState } from '@/lib/model/change'

const id = z.string().regex(/^[a-z2-7]{16}$/)

export const ChangeParams = z.object({ id })

/** What the list and its export can be narrowed to. */
export const ChangeFilter = z.object({
  ref: z.string().max(300).optional(),
  state: ChangeState.optional(),
  kind: z.enum(['write', 'destructive']).optional(),
  action: ActionId.optional(),
  /** Part of the name of who asked for it or approved it. */
  person: z.string().max(100).optional(),
  /** Part of the instance's id or name. */
  instance: z.string().max(200).optional(),
  view: z.enum(CHANGE_VIEWS).optional(),
  /** `all`: with plans of others that nobody confirmed, which are left out unless a state is asked for. */
  plans: z.enum(['all']).optional(),
})
export type ChangeFilter = z.infer<typeof ChangeFilter>

/** `before`: id of the last one of the page before. */
export const ChangesQuery = ChangeFilter.extend({ before: id.optional() })
export type ChangesQuery = z.infer<typeof ChangesQuery>
