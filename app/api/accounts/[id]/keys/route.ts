import { addKey, dropWaitingKey } from '@/lib/accounts/accounts'
import { AccountParams } from '@/lib/accounts/params'
import { route } from '@/lib/bff/route'
import { AccountKeys } from '@/lib/model/account'

/** Stores a new key that must prove itself first; the answer shows it as `pendingKey`. */
export const POST = route(
  { access: 'admin', params: AccountParams, body: AccountKeys },
  async ({ actor, params, body }) => Response.json(await addKey(actor, params.id, body), { status: 202 }),
)

/** Forgets a new key that still waits or failed; the present one stays. Without such a key nothing happens. */
export const DELETE = route({ access: 'admin', params: AccountParams }, ({ actor, params }) =>
  dropWaitingKey(actor, params.id),
)
