import { queryOptions } from '@tanstack/react-query'
import {
  InstanceOffers,
  InstanceUsage,
  OfferList,
  type OfferPrice,
  OfferPrices,
  type OfferPricesAsk,
  type OffersQuery,
} from '@/lib/model/offer'
import { api } from './api'

/** What is on offer moves slowly; a plan asks again. */
const STALE_MS = 60_000
const PRICE_STALE_MS = 300_000

/** What can be bought. */
export const offersQuery = (query: OffersQuery) =>
  queryOptions({
    queryKey: ['offers', 'buy', query],
    queryFn: ({ signal }) => api.get('/api/offers', { schema: OfferList, query, signal }),
    staleTime: STALE_MS,
  })

/** What an instance could become. */
export const instanceOffersQuery = (ref: string) =>
  queryOptions({
    queryKey: ['offers', 'change', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/offers`, { schema: InstanceOffers, signal }),
    staleTime: STALE_MS,
  })

/** What an instance has in use now. Asks its cloud each time. */
export const instanceUsageQuery = (ref: string) =>
  queryOptions({
    queryKey: ['offers', 'usage', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/usage`, { schema: InstanceUsage, signal }),
    staleTime: 0,
  })

/** What prices are asked for: everything but the classes. */
export type OfferPriceAsk = Omit<OfferPricesAsk, 'classes'>

const BATCH = 20
/** Of a question that nobody asked yet: these rows are on the screen, and an answer comes when all of it is there. */
const FIRST_BATCH = 6
/** Rows come into view one after the other: those of this time are asked for together. */
const GATHER_MS = 50

/** What a class costs, beside what the instance costs as it is: null where nobody tells, and of buying. */
export type ComparedPrice = OfferPrice & { before: OfferPrices['before'] }

interface Waiting {
  ask: OfferPriceAsk
  most: number
  rows: { id: string; resolve: (price: ComparedPrice) => void; reject: (error: unknown) => void }[]
}
const NO_PRICE: Omit<ComparedPrice, 'id'> = {
  price: null,
  missing: { why: 'no-price-known', code: null, message: null },
  order: null,
  direction: null,
  before: null,
}
const gathered = new Map<string, Waiting>()
const begun = new Set<string>()

/** Until when nobody has to be asked: no class of that question has a price. */
const nothingKnown = new Map<string, number>()
const MOST_AT_ONCE = 2
let sending = 0
const queue: Waiting[] = []

/** Two questions at a time: twenty classes each, and what is on the screen first. */
async function send(waiting: Waiting): Promise<void> {
  if (sending >= MOST_AT_ONCE) return void queue.push(waiting)
  sending++
  await askFor(waiting)
  sending--
  const next = queue.shift()
  if (next) void send(next)
}

async function askFor({ ask, rows }: Waiting): Promise<void> {
  const key = JSON.stringify(ask)
  if ((nothingKnown.get(key) ?? 0) > Date.now()) {
    for (const { id, resolve } of rows) resolve({ id, ...NO_PRICE })
    return
  }
  try {
    const body = { ...ask, classes: rows.map(({ id }) => id) }
    const { items, before, noneKnown } = await api.post('/api/offers/prices', body, { schema: OfferPrices })
    if (noneKnown) nothingKnown.set(key, Date.now() + STALE_MS)
    const prices = new Map(items.map((item) => [item.id, item]))
    for (const { id, resolve, reject } of rows) {
      const price = prices.get(id)
      if (price) resolve({ ...price, before })
      else reject(new Error(`no answer for ${id}`))
    }
  } catch (error) {
    for (const { reject } of rows) reject(error)
  }
}

function priceOf(ask: OfferPriceAsk, id: string): Promise<ComparedPrice> {
  const key = JSON.stringify(ask)
  return new Promise((resolve, reject) => {
    let waiting = gathered.get(key)
    if (!waiting) {
      const made: Waiting = { ask, most: begun.has(key) ? BATCH : FIRST_BATCH, rows: [] }
      begun.add(key)
      gathered.set(key, made)
      waiting = made
      setTimeout(() => {
        if (gathered.get(key) === made) gathered.delete(key)
        if (made.rows.length > 0) void send(made)
      }, GATHER_MS)
    }
    waiting.rows.push({ id, resolve, reject })
    // Full: the next one begins another.
    if (waiting.rows.length === waiting.most) gathered.delete(key)
  })
}

/** What one class costs. Asked for one by one, sent twenty at a time. */
export const offerPriceQuery = (ask: OfferPriceAsk, id: string) =>
  queryOptions({
    queryKey: ['offers', 'price', ask, id],
    queryFn: () => priceOf(ask, id),
    staleTime: PRICE_STALE_MS,
    retry: false,
  })
