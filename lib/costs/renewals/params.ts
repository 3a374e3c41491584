import { z } from 'zod'
import { RENEWAL_MONTH, RENEWAL_SORTS, RenewalShow, type RenewalSort } from '@/lib/model/renewal'

const sort = z
  .enum(RENEWAL_SORTS.flatMap((field) => [field, `-${field}`] as const))
  .default('end')
  .transform((text) => ({
    field: text.replace(/^-/, '') as RenewalSort, // the list above admits no other
    descending: text.startsWith('-'),
  }))
const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)

export const RenewalSearch = z.object({
  q: z.string().max(4_000).default(''),
  show: RenewalShow.default('ending'),
  month: z.union([z.literal(''), z.string().regex(RENEWAL_MONTH)]).default(''),
  sort,
})
export const RenewalQuery = RenewalSearch.extend({ offset: whole(0, 1_000_000, 0), limit: whole(1, 200, 100) })
