import { infiniteQueryOptions } from '@tanstack/react-query'
import { AuditPage } from '@/lib/model/audit'
import { address, api } from './api'

/** Filters of the audit log, as they stand in the page's address. Empty ones do not filter. */
export interface AuditFilters {
  q?: string
  actor?: string
  action?: string
  outcome?: string
  from?: string
  to?: string
}

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/audit', { schema: AuditPage, query: { ...filters, before: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as number | undefined, // the type of what follows; the first page has none
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const auditCsvAddress = (filters: AuditFilters) => address('/api/audit/export', { ...filters })
