import { AccountParams } from '@/lib/accounts/params'
import { probeReport, requestProbe } from '@/lib/accounts/probe-report'
import { route } from '@/lib/bff/route'

export const GET = route({ access: 'viewer', params: AccountParams }, ({ actor, params }) =>
  probeReport(actor, params.id),
)

/** Starts a permission probe; it runs in the background and tells its cells as they come. */
export const POST = route({ access: 'operator', params: AccountParams }, async ({ actor, params }) =>
  Response.json(await requestProbe(actor, params.id), { status: 202 }),
)
