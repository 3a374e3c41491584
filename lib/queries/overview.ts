import { queryOptions } from '@tanstack/react-query'
import { Overview } from '@/lib/model/fleet'
import { api } from './api'

/** The fleet in counts, with what ends soon and what is in trouble. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => api.get('/api/overview', { schema: Overview, signal }),
})
