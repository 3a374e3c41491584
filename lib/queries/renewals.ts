import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { type RenewalShow, RenewalSum, RenewalWindow } from '@/lib/model/renewal'
import { address, api } from './api'

/** What is looked for, and in which order. */
export interface RenewalSearch {
  q: string
  show: RenewalShow
  month: string
  sort: string
}

const CALM_MS = 60_000

/** One window of the calendar, `limit` rows from `offset`. */
export const renewalsQuery = (search: RenewalSearch, offset: number, limit: number) =>
  queryOptions({
    queryKey: ['costs', 'renewals', search.q, search.show, search.month, search.sort, offset, limit],
    queryFn: ({ signal }) =>
      api.get('/api/costs/renewals', { schema: RenewalWindow, query: { ...search, offset, limit }, signal }),
    refetchInterval: CALM_MS,
  })

const Refs = z.object({ refs: z.array(z.string()) })

/** References of all that match, in the order of the list. */
export const fetchRenewalRefs = async (search: RenewalSearch): Promise<string[]> =>
  (await api.get('/api/costs/renewals/refs', { schema: Refs, query: { ...search } })).refs

/** What chosen instances come to. */
export const renewalSumQuery = (refs: readonly string[]) =>
  queryOptions({
    queryKey: ['costs', 'renewals', 'sum', refs],
    queryFn: ({ signal }) => api.post('/api/costs/renewals/sum', { refs }, { schema: RenewalSum, signal }),
    refetchInterval: CALM_MS,
  })

/** Address of what matches as CSV. */
export const renewalCsvAddress = (search: RenewalSearch) => address('/api/costs/renewals/export', { ...search })
