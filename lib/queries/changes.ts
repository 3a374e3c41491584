import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { Policies } from '@/lib/model/approval-policy'
import {
  Change,
  type ChangeConclude,
  type ChangeConfirm,
  type ChangeDraft,
  ChangeList,
  ChangeNow,
  type ChangeState,
  RUNNING_STATES,
} from '@/lib/model/change'
import { address, api } from './api'

/** Filters of the list, as they stand in the page's address. Empty ones do not filter. */
export interface ChangeFilters {
  ref?: string
  state?: string
  kind?: string
  action?: string
  person?: string
  instance?: string
  view?: string
  plans?: string
}

/** How soon what moves is asked for again by itself. */
const ONE_MS = 5_000
const LIST_MS = 15_000

/**
 * Whether the next step comes without anybody's doing. Live events tell of steps; one that came between a page's making
 * and its stream of events was told to nobody, so that what moves is also asked for now and then.
 */
const moves = (state: ChangeState) => state === 'queued' || (RUNNING_STATES as readonly ChangeState[]).includes(state) // only wider, to ask about any state

/** Live events of changes make all of these old. */
const at = (id: string) => `/api/changes/${encodeURIComponent(id)}`

export const changeQuery = (id: string) =>
  queryOptions({
    queryKey: ['changes', 'one', id],
    queryFn: ({ signal }) => api.get(at(id), { schema: Change, signal }),
    refetchInterval: ({ state }) => (state.data && moves(state.data.state) ? ONE_MS : false),
  })

export const changesQuery = (filters: ChangeFilters) =>
  infiniteQueryOptions({
    queryKey: ['changes', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/changes', { schema: ChangeList, query: { ...filters, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, // the type of what follows; the first page has none
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((item) => moves(item.state))) ? LIST_MS : false,
  })

export const changesCsvAddress = (filters: ChangeFilters) => address('/api/changes/export', { ...filters })

/** Asks the cloud; only when somebody is about to decide. */
export const changeNowQuery = (id: string) =>
  queryOptions({
    queryKey: ['change-now', id],
    queryFn: ({ signal }) => api.get(`${at(id)}/now`, { schema: ChangeNow, signal }),
  })

export const policiesQuery = () =>
  queryOptions({
    queryKey: ['approval-policies'],
    queryFn: ({ signal }) => api.get('/api/approval-policies', { schema: Policies, signal }),
  })

/** Plans: nothing but reads goes to a cloud. Throws `ApiProblem`. */
export const planChange = (draft: ChangeDraft) => api.post('/api/changes', draft, { schema: Change })

export const confirmChange = (id: string, body: ChangeConfirm) =>
  api.post(`${at(id)}/confirm`, body, { schema: Change })

export const approveChange = (id: string) => api.post(`${at(id)}/approve`, {}, { schema: Change })

export const rejectChange = (id: string, reason: string) => api.post(`${at(id)}/reject`, { reason }, { schema: Change })

export const concludeChange = (id: string, body: ChangeConclude) =>
  api.post(`${at(id)}/conclude`, body, { schema: Change })

export const withdrawChange = (id: string) => api.post(`${at(id)}/withdraw`, {}, { schema: Change })

/** Replaces the whole list. Throws `ApiProblem` with `conflict-version` when somebody was quicker. */
export const savePolicies = (policies: Policies) => api.put('/api/approval-policies', policies, { schema: Policies })
