import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { PriceFacts, type PriceShow } from '@/lib/model/price-fact'
import { api } from './api'

const CALM_MS = 60_000

/** What clouds answered about prices, newest first. */
export const pricesQuery = (q: string, show: PriceShow) =>
  infiniteQueryOptions({
    queryKey: ['costs', 'prices', q, show],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/costs/prices', { schema: PriceFacts, query: { q, show, before: pageParam }, signal }),
    initialPageParam: undefined as number | undefined, // the type of what follows; the first page has none
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: CALM_MS,
    placeholderData: keepPreviousData,
  })
