import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { RateCard, type RateCardDraft, type RateImport, RateImported } from '@/lib/model/rate-card'
import { address, api } from './api'

/** One version of the rate card; the newest when left out. */
export const rateCardQuery = (version?: number) =>
  queryOptions({
    queryKey: ['rate-card', version ?? 'newest'],
    queryFn: ({ signal }) => api.get('/api/rate-card', { schema: RateCard, query: { version }, signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

/** Throws `ApiProblem` with `conflict-version` when somebody was quicker. */
export const saveRateCard = (draft: z.input<typeof RateCardDraft>) =>
  api.put('/api/rate-card', draft, { schema: RateCard })

/** Checks or imports a file; see `RateImport`. */
export const importRates = (body: z.input<typeof RateImport>) =>
  api.post('/api/rate-card/import', body, { schema: RateImported })

export const exportAddress = (version: number) => address('/api/rate-card/export', { version })
export const TEMPLATE_ADDRESS = '/api/rate-card/template'
