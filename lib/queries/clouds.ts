import { queryOptions } from '@tanstack/react-query'
import { api } from './api'
import { health } from './fleet-checks'

/** How every account's regions were last read; live events make it fresh at once. */
export const cloudHealth = () =>
  queryOptions({
    queryKey: ['clouds'],
    queryFn: ({ signal }) => api.get('/api/clouds', { schema: health, signal }),
    refetchInterval: 60_000,
  })
