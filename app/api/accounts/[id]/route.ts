import { deleteAccount, getAccount, patchAccount } from '@/lib/accounts/accounts'
import { AccountParams } from '@/lib/accounts/params'
import { route } from '@/lib/bff/route'
import { AccountPatch } from '@/lib/model/account'

export const GET = route({ access: 'viewer', params: AccountParams }, ({ actor, params }) =>
  getAccount(actor, params.id),
)

export const PATCH = route({ access: 'admin', params: AccountParams, body: AccountPatch }, ({ actor, params, body }) =>
  patchAccount(actor, params.id, body),
)

export const DELETE = route({ access: 'admin', params: AccountParams }, async ({ actor, params }) => {
  await deleteAccount(actor, params.id)
  return new Response(null, { status: 204 })
})
