import { z } from 'zod'
import { ChangeState } from '@/lib/model/change'

const id = z.string().regex(/^[a-z2-7]{16}$/)

export const ChangeParams = z.object({ id })

export const ChangesQuery = z.object({
  ref: z.string().max(300).optional(),
  state: ChangeState.optional(),
  /** Id of the last one of the page before. */
  before: id.optional(),
})
