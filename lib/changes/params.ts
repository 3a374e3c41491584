import { z } from 'zod'
import { ActionId, ChangeState } from '@/lib/model/change'

const id = z.string().regex(/^[a-z2-7]{16}$/)

export const ChangeParams = z.object({ id })

export const ChangesQuery = z.object({
  ref: z.string().max(300).optional(),
  state: ChangeState.optional(),
  kind: z.enum(['write', 'destructive']).optional(),
  action: ActionId.optional(),
  /** Part of the name of who asked for it or approved it. */
  person: z.string().max(100).optional(),
  /** Part of the instance's id or name. */
  instance: z.string().max(200).optional(),
  /** Id of the last one of the page before. */
  before: id.optional(),
})
export type ChangesQuery = z.infer<typeof ChangesQuery>
