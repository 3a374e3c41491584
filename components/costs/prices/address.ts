import { PRICE_SHOWS, type PriceShow } from '@/lib/model/price-fact'

/** What the page shows; the address holds it. */
export interface PricesState {
  q: string
  show: PriceShow
}

const read = (search: { get(name: string): string | null }): PricesState => ({
  q: search.get('q') ?? '',
  show: PRICE_SHOWS.find((one) => one === search.get('show')) ?? 'now',
})

function write({ q, show }: PricesState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (show !== 'now') search.set('show', show)
  // Colons and commas are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export const PRICES_ADDRESS = { read, write }
