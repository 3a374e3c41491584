import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  Batch,
  BatchChoices,
  type BatchConfirm,
  type BatchDraft,
  type BatchLeaveOut,
  BatchList,
  type BatchState,
} from '@/lib/model/batch'
import { api } from './api'

export const ROWS_PAGE = 50

const at = (id: string) => `/api/batches/${encodeURIComponent(id)}`

/** How soon it is asked again by itself: while it is planned there are few events; of a running one some may be lost. */
const AGAIN_MS: Partial<Record<BatchState, number>> = { planning: 1_000, running: 5_000, scheduled: 15_000 }

/** Live events of changes and of batches make it old. */
export const batchQuery = (id: string, offset: number) =>
  queryOptions({
    queryKey: ['changes', 'batch', id, offset],
    queryFn: ({ signal }) => api.get(at(id), { schema: Batch, query: { offset, limit: ROWS_PAGE }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && AGAIN_MS[state.data.state]) ?? false,
  })

export const batchesQuery = () =>
  infiniteQueryOptions({
    queryKey: ['changes', 'batches'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/batches', { schema: BatchList, query: { before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined, // the type of what follows; the first page has none
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** What can be done with these instances by the facts that the console has. */
export const choicesQuery = (refs: readonly string[]) =>
  queryOptions({
    queryKey: ['instances', 'can', refs],
    queryFn: ({ signal }) => api.post('/api/batches/choices', { refs }, { schema: BatchChoices, signal }),
  })

/** Keeps it; its rows are planned later. Throws `ApiProblem`. */
export const draftBatch = (draft: Partial<BatchDraft> & Pick<BatchDraft, 'action' | 'refs'>) =>
  api.post('/api/batches', draft, { schema: Batch })

const act = (name: string) => (id: string) => api.post(`${at(id)}/${name}`, {}, { schema: Batch })
export const approveBatch = act('approve')
export const withdrawBatch = act('withdraw')
export const stopBatch = act('stop')

export const rejectBatch = (id: string, reason: string) => api.post(`${at(id)}/reject`, { reason }, { schema: Batch })

export const resumeBatch = (id: string, failed: boolean) => api.post(`${at(id)}/resume`, { failed }, { schema: Batch })

export const confirmBatch = (id: string, body: BatchConfirm) => api.post(`${at(id)}/confirm`, body, { schema: Batch })

export const leaveOut = (id: string, body: BatchLeaveOut) => api.post(`${at(id)}/leave-out`, body, { schema: Batch })
