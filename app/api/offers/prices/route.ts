import { route } from '@/lib/bff/route'
import { pricesOfOffers } from '@/lib/changes/offer-prices'
import { OfferPricesAsk } from '@/lib/model/offer'

/** POST /api/offers/prices: what classes cost. Nothing but reads goes to a cloud. */
export const POST = route({ access: 'viewer', body: OfferPricesAsk }, ({ actor, body, signal }) =>
  pricesOfOffers(actor, body, signal),
)
