import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  AllocationPreview,
  type AllocationRule,
  AllocationRules,
  type CostDimension,
  CostPage,
  type CostPart,
  type CostRange,
  ExchangeRates,
} from '@/lib/model/cost'
import { CostReport } from '@/lib/model/cost-report'
import { address, api } from './api'

/** While prices are still being asked for, and otherwise. */
const FOLLOWING_MS = 5_000
const CALM_MS = 60_000

/** What costs come to, all or of one part, told apart by one dimension; of tags by the values of one key. */
export const costsQuery = (by: CostDimension, tag: string, range: CostRange, only: CostPart | null) =>
  queryOptions({
    queryKey: ['costs', 'page', by, tag, range, only],
    queryFn: ({ signal }) =>
      api.get('/api/costs', {
        schema: CostPage,
        query: { by, tag, range, ...(only ? { only: only.by, onlyTag: only.tag, key: only.key } : {}) },
        signal,
      }),
    refetchInterval: ({ state }) => ((state.data?.prices.waiting ?? 0) > 0 ? FOLLOWING_MS : CALM_MS),
    // Another dimension takes the place of this one when it is there.
    placeholderData: keepPreviousData,
  })

const Requested = z.object({ requested: z.number() })

/** Asks for all prices anew; answers how many wait now. */
export const refreshPrices = () => api.post('/api/costs/refresh', {}, { schema: Requested })

export const allocationQuery = queryOptions({
  queryKey: ['costs', 'rules'],
  queryFn: ({ signal }) => api.get('/api/costs/rules', { schema: AllocationRules, signal }),
})
export const saveAllocation = (rules: AllocationRules) =>
  api.put('/api/costs/rules', rules, { schema: AllocationRules })
export const previewAllocation = (rules: readonly AllocationRule[], signal?: AbortSignal) =>
  api.post('/api/costs/rules/preview', { rules }, { schema: AllocationPreview, signal })

export const exchangeQuery = queryOptions({
  queryKey: ['costs', 'rates'],
  queryFn: ({ signal }) => api.get('/api/costs/rates', { schema: ExchangeRates, signal }),
})
export const saveExchange = (rates: ExchangeRates) => api.put('/api/costs/rates', rates, { schema: ExchangeRates })

export interface ReportSearch {
  /** Empty: the month of now. */
  month: string
  /** Null: all teams; empty: what nobody pays. */
  team: string | null
}
const reportQueryOf = ({ month, team }: ReportSearch) => ({ month, team, nobody: team === '' ? true : null })

/** What came about in a month. */
export const reportQuery = (search: ReportSearch) =>
  queryOptions({
    queryKey: ['costs', 'report', search.month, search.team],
    queryFn: ({ signal }) =>
      api.get('/api/costs/reports', { schema: CostReport, query: reportQueryOf(search), signal }),
    placeholderData: keepPreviousData,
  })
export const reportCsvAddress = (search: ReportSearch) => address('/api/costs/reports/export', reportQueryOf(search))
