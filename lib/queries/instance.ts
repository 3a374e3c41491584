import { queryOptions } from '@tanstack/react-query'
import { InstancePage } from '@/lib/model/fleet'
import { api } from './api'

/** One instance as it was last read. */
export const instanceQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'one', ref],
    queryFn: ({ signal }) => api.get(`/api/instances/${encodeURIComponent(ref)}`, { schema: InstancePage, signal }),
  })

/** Reads one instance from its cloud now. Throws `ApiProblem` with `provider` when the cloud said no. */
export const readInstance = (ref: string, signal?: AbortSignal) =>
  api.post(`/api/instances/${encodeURIComponent(ref)}/refresh`, {}, { schema: InstancePage, signal })
