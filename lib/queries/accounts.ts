import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  Account,
  type AccountCreate,
  type AccountKeys,
  type AccountPatch,
  ProbeReport,
  ProviderInfo,
} from '@/lib/model/account'
import { api } from './api'

const Accounts = z.object({ items: z.array(Account) })
const Providers = z.object({ items: z.array(ProviderInfo) })
const path = (id: string) => `/api/accounts/${encodeURIComponent(id)}`

/** Every account in scope with the state of its regions. */
export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await api.get('/api/accounts', { schema: Accounts, signal })).items,
})

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id],
    queryFn: ({ signal }) => api.get(path(id), { schema: Account, signal }),
  })

/** What each cloud offers to an account's form. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async ({ signal }) => (await api.get('/api/providers', { schema: Providers, signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** The permission grid; asked for often while a probe runs. */
export const probeQuery = (id: string) =>
  queryOptions({
    queryKey: ['probe', id],
    queryFn: ({ signal }) => api.get(`${path(id)}/probe`, { schema: ProbeReport, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 5_000 : false),
  })

export const createAccount = (body: z.input<typeof AccountCreate>) =>
  api.post('/api/accounts', body, { schema: Account })
export const patchAccount = (id: string, body: z.input<typeof AccountPatch>) =>
  api.patch(path(id), body, { schema: Account })
export const rotateKeys = (id: string, body: z.input<typeof AccountKeys>) =>
  api.post(`${path(id)}/keys`, body, { schema: Account })
export const dropWaitingKey = (id: string) => api.delete(`${path(id)}/keys`, { schema: Account })
export const deleteAccount = (id: string) => api.delete(path(id), { schema: z.unknown() })
export const startProbe = (id: string) => api.post(`${path(id)}/probe`, {}, { schema: ProbeReport })
/** Reads the account's regions from the cloud now. */
export const refreshAccount = (id: string) =>
  api.post('/api/instances/refresh', { accountIds: [id] }, { schema: z.unknown() })
