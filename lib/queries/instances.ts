import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Facets, InstancePage, InstanceRefs, InstanceWindow } from '@/lib/model/fleet'
import { address, api } from './api'

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
      api.get('/api/instances', { schema: InstanceWindow, query: { q, sort, offset, limit }, signal }),
  })

/** The values of each field and how many instances have them. */
export const facetsQuery = (q: string) =>
  queryOptions({
    queryKey: ['instances', 'facets', q],
    queryFn: ({ signal }) => api.get('/api/instances/facets', { schema: Facets, query: { q }, signal }),
    staleTime: FACETS_FRESH_MS,
  })

/** One instance as it was last read. */
export const instanceQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'one', ref],
    queryFn: ({ signal }) => api.get(`/api/instances/${encodeURIComponent(ref)}`, { schema: InstancePage, signal }),
  })

/** References of everything that matches, in the order of the list. */
export const fetchRefs = async ({ q, sort }: Search): Promise<string[]> =>
  (await api.get('/api/instances/refs', { schema: InstanceRefs, query: { q, sort } })).refs

/** Reads one instance from its cloud now. Throws `ApiProblem` with `provider` when the cloud said no. */
export const readInstance = (ref: string, signal?: AbortSignal) =>
  api.post(`/api/instances/${encodeURIComponent(ref)}/refresh`, {}, { schema: InstancePage, signal })

/** Starts readings of the accounts, or of all; answers how many account regions will be read. */
export const refreshAccounts = (request: { accountIds?: string[]; onlyStale?: boolean }) =>
  api.post('/api/instances/refresh', request, { schema: z.object({ requested: z.number().int() }) })

/** Address of the list as CSV with these columns. */
export const csvAddress = ({ q, sort }: Search, columns: readonly string[]) =>
  address('/api/instances/export', { q, sort, columns: columns.join(',') })
