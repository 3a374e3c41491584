import { queryOptions } from '@tanstack/react-query'
import { address, api } from './api'
import { facets, instanceRefs, instanceWindow, requested } from './fleet-checks'

/** What is looked for, and in which order: `q` of the query language, `sort` a field or `-field`. */
export interface Search {
  q: string
  sort: string
}

const FACETS_FRESH_MS = 30_000

/** One window of the list, `limit` rows from `offset`. */
export const windowQuery = ({ q, sort }: Search, offset: number, limit: number) =>
  queryOptions({
    queryKey: ['instances', 'window', q, sort, offset, limit],
    queryFn: ({ signal }) =>
      api.get('/api/instances', { schema: instanceWindow, query: { q, sort, offset, limit }, signal }),
  })

/** The values of each field and how many instances have them. */
export const facetsQuery = (q: string) =>
  queryOptions({
    queryKey: ['instances', 'facets', q],
    queryFn: ({ signal }) => api.get('/api/instances/facets', { schema: facets, query: { q }, signal }),
    staleTime: FACETS_FRESH_MS,
  })

/** References of everything that matches, in the order of the list. */
export const fetchRefs = async ({ q, sort }: Search): Promise<string[]> =>
  (await api.get('/api/instances/refs', { schema: instanceRefs, query: { q, sort } })).refs

/** Starts readings of the accounts, or of all; answers how many account regions will be read. */
export const refreshAccounts = (request: { accountIds?: string[]; onlyStale?: boolean }) =>
  api.post('/api/instances/refresh', request, { schema: requested })

/** Address of the list as CSV with these columns. */
export const csvAddress = ({ q, sort }: Search, columns: readonly string[]) =>
  address('/api/instances/export', { q, sort, columns: columns.join(',') })
