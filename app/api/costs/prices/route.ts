import { route } from '@/lib/bff/route'
import { priceHistory } from '@/lib/costs/prices/history'
import { PriceQuery } from '@/lib/costs/prices/params'

/** GET /api/costs/prices: what clouds answered about prices, as it is kept. */
export const GET = route({ access: 'viewer', query: PriceQuery }, ({ actor, query }) =>
  priceHistory(actor.scope, query),
)
