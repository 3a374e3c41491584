import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  SizingDetail,
  type SizingIgnore,
  type SizingKind,
  type SizingShow,
  SizingThresholds,
  SizingWindow,
} from '@/lib/model/sizing'
import { address, api } from './api'

const PAGE = 50
/** While metrics are being read or looked at, and otherwise. */
const FOLLOWING_MS = 5_000
const CALM_MS = 60_000

const isMoving = ({ stale, counts }: SizingWindow) => stale > 0 || (counts.waiting ?? 0) > 0

/** What is said of sizes, a page at a time. */
export const sizingQuery = (q: string, show: SizingShow) =>
  infiniteQueryOptions({
    queryKey: ['costs', 'sizing', 'list', q, show],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/costs/sizing', {
        schema: SizingWindow,
        query: { q, show, offset: pageParam, limit: PAGE },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, matched }) =>
      items.length > 0 && offset + items.length < matched ? offset + items.length : undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some(isMoving) ? FOLLOWING_MS : CALM_MS),
    placeholderData: keepPreviousData,
  })

const path = (ref: string) => `/api/costs/sizing/${encodeURIComponent(ref)}`

/** Everything that was looked at of one instance. */
export const sizingDetailQuery = (ref: string) =>
  queryOptions({
    queryKey: ['costs', 'sizing', 'one', ref],
    queryFn: ({ signal }) => api.get(path(ref), { schema: SizingDetail, signal }),
  })

/** Address of what is shown as CSV. */
export const sizingCsvAddress = (q: string, show: SizingShow) => address('/api/costs/sizing/export', { q, show })

const Collected = z.object({ on: z.number() })

/** Turns collection on for each of them. */
export const collectForSizing = (refs: readonly string[]) =>
  api.post('/api/costs/sizing/collect', { refs }, { schema: Collected })

export const ignoreSizing = (ref: string, ignore: SizingIgnore) =>
  api.put(`${path(ref)}/ignore`, ignore, { schema: SizingDetail })
export const unignoreSizing = (ref: string, kind: SizingKind) =>
  api.delete(`${path(ref)}/ignore?kind=${kind}`, { schema: SizingDetail })

export const sizingThresholdsQuery = queryOptions({
  queryKey: ['costs', 'sizing', 'thresholds'],
  queryFn: ({ signal }) => api.get('/api/costs/sizing/thresholds', { schema: SizingThresholds, signal }),
})
export const saveSizingThresholds = (thresholds: SizingThresholds) =>
  api.put('/api/costs/sizing/thresholds', thresholds, { schema: SizingThresholds })
