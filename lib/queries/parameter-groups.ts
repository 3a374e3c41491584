import { queryOptions } from '@tanstack/react-query'
import { AccountParameterGroups, ParameterDefaults, ParameterGroupDetail } from '@/lib/model/parameter-groups'
import { api } from './api'

const path = (accountId: string) => `/api/accounts/${encodeURIComponent(accountId)}`
const asked = { staleTime: 0, refetchOnWindowFocus: false } as const

/** Asks the cloud: the parameter groups of an account in one region. */
export const parameterGroupsQuery = (accountId: string, region: string) =>
  queryOptions({
    queryKey: ['parameter-groups', accountId, region],
    queryFn: ({ signal }) =>
      api.get(`${path(accountId)}/parameter-groups`, { schema: AccountParameterGroups, query: { region }, signal }),
    ...asked,
  })

/** Asks the cloud: one of them with its values. */
export const parameterGroupQuery = (accountId: string, region: string, zone: string, group: string) =>
  queryOptions({
    queryKey: ['parameter-groups', accountId, region, zone, group],
    queryFn: ({ signal }) =>
      api.get(`${path(accountId)}/parameter-groups/${encodeURIComponent(group)}`, {
        schema: ParameterGroupDetail,
        query: { region, zone },
        signal,
      }),
    ...asked,
  })

/** Asks the cloud: what a new group of a version begins with. */
export const parameterDefaultsQuery = (accountId: string, region: string, zone: string, version: string) =>
  queryOptions({
    queryKey: ['parameter-groups', 'defaults', accountId, region, zone, version],
    queryFn: ({ signal }) =>
      api.get(`${path(accountId)}/parameter-defaults`, {
        schema: ParameterDefaults,
        query: { region, zone, version },
        signal,
      }),
    ...asked,
  })
