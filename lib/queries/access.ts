import { queryOptions } from '@tanstack/react-query'
import { InstanceAccess } from '@/lib/model/access-lists'
import { api } from './api'

/** Asks the cloud: who may connect to one instance as of now. */
export const accessQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'access', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/access`, { schema: InstanceAccess, signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
