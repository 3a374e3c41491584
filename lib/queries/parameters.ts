import { queryOptions } from '@tanstack/react-query'
import { InstanceParameters } from '@/lib/model/parameter'
import { api } from './api'

/** Asks the cloud: parameters of one instance as of now. */
export const parametersQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'parameters', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/parameters`, { schema: InstanceParameters, signal }),
    staleTime: 10_000,
    refetchOnWindowFocus: false,
  })
