import { createAccount, listAccounts } from '@/lib/accounts/accounts'
import { route } from '@/lib/bff/route'
import { AccountCreate } from '@/lib/model/account'

/** The accounts in the caller's scope, with their health: every page names accounts. Never a secret. */
export const GET = route({ access: 'viewer' }, async ({ actor }) => ({ items: await listAccounts(actor) }))

export const POST = route({ access: 'admin', body: AccountCreate }, async ({ actor, body }) =>
  Response.json(await createAccount(actor, body), { status: 201 }),
)
