import { queryOptions } from '@tanstack/react-query'
import { AccountGroups, GroupDetail } from '@/lib/model/groups'
import { api } from './api'

const path = (accountId: string) => `/api/accounts/${encodeURIComponent(accountId)}/groups`

/** Asks the cloud: the security groups of an account in one region. */
export const groupsQuery = (accountId: string, region: string) =>
  queryOptions({
    queryKey: ['groups', accountId, region],
    queryFn: ({ signal }) => api.get(path(accountId), { schema: AccountGroups, query: { region }, signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

/** Asks the cloud: one of them, with its rules and instances. */
export const groupQuery = (accountId: string, region: string, zone: string, group: string) =>
  queryOptions({
    queryKey: ['groups', accountId, region, zone, group],
    queryFn: ({ signal }) =>
      api.get(`${path(accountId)}/${encodeURIComponent(group)}`, {
        schema: GroupDetail,
        query: { region, zone },
        signal,
      }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
