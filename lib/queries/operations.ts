import { queryOptions } from '@tanstack/react-query'
import { CallPreview, OperationAnswer, type OperationCall, type OperationDraft } from '@/lib/model/operation'
import { OperationHistory } from '@/lib/model/operation-history'
import type { Operation } from '@/lib/operation'
import { redact } from '@/lib/redact'
import { api } from './api'

type Named = Pick<Operation, 'service' | 'name'>
const path = ({ service, name }: Named) => `/api/operations/${encodeURIComponent(service)}/${encodeURIComponent(name)}`

/** What this call would send. Kept under its input without secrets: they change nothing in what is shown. */
export const previewQuery = (operation: Operation, draft: OperationDraft) =>
  queryOptions({
    queryKey: [
      'operation-preview',
      operation.service,
      operation.name,
      { ...draft, input: redact(operation.request, draft.input) },
    ],
    queryFn: ({ signal }) => api.post(`${path(operation)}/preview`, draft, { schema: CallPreview, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** Sends a call: each time this is called is one call, so a request that the browser sends twice is done once. */
export const callOperation = (operation: Named, call: OperationCall, signal: AbortSignal) =>
  api.post(path(operation), call, {
    schema: OperationAnswer,
    signal,
    headers: { 'idempotency-key': crypto.randomUUID() },
  })

/** One's own last calls, newest first. */
export const callHistoryQuery = queryOptions({
  queryKey: ['operation-history'],
  queryFn: async ({ signal }) => (await api.get('/api/operations/history', { schema: OperationHistory, signal })).items,
  staleTime: 0,
})
