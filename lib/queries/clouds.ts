import { queryOptions } from '@tanstack/react-query'
import { CloudHealth } from '@/lib/model/fleet'
import { api } from './api'

/** How every account's regions were last read; live events make it fresh at once. */
export const cloudHealth = () =>
  queryOptions({
    queryKey: ['clouds'],
    queryFn: ({ signal }) => api.get('/api/clouds', { schema: CloudHealth, signal }),
    refetchInterval: 60_000,
  })
