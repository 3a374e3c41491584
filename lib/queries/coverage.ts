import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { CoverageWindow } from '@/lib/model/fleet-coverage'
import { address, api } from './api'

/** What is looked for, and in which order. */
export interface CoverageSearch {
  q: string
  sort: string
}

/** While readings are still to come, and otherwise. */
const FOLLOWING_MS = 4_000
const CALM_MS = 60_000

/** One window of the list of coverage, `limit` rows from `offset`. */
export const coverageQuery = (search: CoverageSearch, offset: number, limit: number) =>
  queryOptions({
    queryKey: ['backups', 'window', search.q, search.sort, offset, limit],
    queryFn: ({ signal }) =>
      api.get('/api/backups', { schema: CoverageWindow, query: { ...search, offset, limit }, signal }),
    refetchInterval: ({ state }) => ((state.data?.totals.waiting ?? 0) > 0 ? FOLLOWING_MS : CALM_MS),
  })

const Refs = z.object({ refs: z.array(z.string()) })

/** References of all that match, in the order of the list. */
export const fetchCoverageRefs = async (search: CoverageSearch): Promise<string[]> =>
  (await api.get('/api/backups/refs', { schema: Refs, query: { ...search } })).refs

const Requested = z.object({ requested: z.number() })

/** Asks for new readings of what matches; answers how many wait now. */
export const refreshCoverage = ({ q }: CoverageSearch) => api.post('/api/backups/refresh', { q }, { schema: Requested })

/** Address of what matches as CSV. */
export const coverageCsvAddress = (search: CoverageSearch) => address('/api/backups/export', { ...search })
