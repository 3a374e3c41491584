import { z } from 'zod'

/** `[id]` of the account routes. Whatever is no id names no account: the answer is 404, not a complaint about form. */
export const AccountParams = z.object({ id: z.string().max(64) })
