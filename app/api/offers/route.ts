import { route } from '@/lib/bff/route'
import { offersToBuy } from '@/lib/changes/offers'
import { OffersQuery } from '@/lib/model/offer'

/** GET /api/offers: what can be bought now. */
export const GET = route({ access: 'viewer', query: OffersQuery }, ({ actor, query, signal }) =>
  offersToBuy(actor, query, signal),
)
