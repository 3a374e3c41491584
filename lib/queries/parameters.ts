import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ParameterHistory, SnapshotValues } from '@/lib/model/parameter-history'
import { api } from './api'

const pastOf = (ref: string) => `/api/instances/${encodeURIComponent(ref)}/parameters/history`

/** What our readings found over time; with `name` only where that one moved. Asks no cloud. */
export const historyQuery = (ref: string, name: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['instances', 'parameters', ref, 'history', name ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get(pastOf(ref), { schema: ParameterHistory, query: { before: pageParam, name }, signal }),
    initialPageParam: undefined as number | undefined, // the type of what follows; the first page has none
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** All values of one moment: they never change but by what was not told before. */
export const snapshotQuery = (ref: string, id: number) =>
  queryOptions({
    queryKey: ['instances', 'parameters', ref, 'snapshot', id],
    queryFn: ({ signal }) => api.get(`${pastOf(ref)}/${id}`, { schema: SnapshotValues, signal }),
  })
