import { z } from 'zod'
import { COVERAGE_SORTS, type CoverageSort } from '@/lib/model/fleet-coverage'

const sort = z
  .enum(COVERAGE_SORTS.flatMap((field) => [field, `-${field}`] as const))
  .default('standing')
  .transform((text) => ({
    field: text.replace(/^-/, '') as CoverageSort, // the list above admits no other
    descending: text.startsWith('-'),
  }))
const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)

export const CoverageSearch = z.object({
  q: z.string().max(4_000).default(''),
  sort,
})
export const CoverageQuery = CoverageSearch.extend({ offset: whole(0, 1_000_000, 0), limit: whole(1, 200, 100) })
