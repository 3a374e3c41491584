import { queryOptions } from '@tanstack/react-query'
import { InstanceBilling } from '@/lib/model/billing'
import { api } from './api'

/** Asks the cloud: prices and renewals of one instance as of now. */
export const billingQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'billing', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/billing`, { schema: InstanceBilling, signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
