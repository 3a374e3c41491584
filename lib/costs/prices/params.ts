import { z } from 'zod'
import { queryText } from '@/lib/bff/query-params'
import { PriceShow } from '@/lib/model/price-fact'

export const PriceQuery = z.object({
  q: queryText,
  show: PriceShow.default('now'),
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
})
