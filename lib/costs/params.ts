import { z } from 'zod'
import { CostDimension, CostRange } from '@/lib/model/cost'

/** GET /api/costs */
export const CostQuery = z.object({
  by: CostDimension.default('team'),
  tag: z
    .string()
    .max(200)
    .default('')
    .transform((key) => key.toLowerCase()),
  range: CostRange.default('year'),
  /** The page is about one part of this dimension; without it, about everything. */
  only: CostDimension.optional(),
  onlyTag: z
    .string()
    .max(200)
    .default('')
    .transform((key) => key.toLowerCase()),
  key: z.string().max(400).default(''),
})
