import { route } from '@/lib/bff/route'
import { requestPrices } from '@/lib/costs/prices/request'

/** POST /api/costs/refresh: asks for the prices of everything in scope anew, at the job's own rate. */
export const POST = route({ access: 'viewer' }, async ({ actor }) => ({ requested: await requestPrices(actor.scope) }))
