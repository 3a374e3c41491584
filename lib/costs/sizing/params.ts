import { z } from 'zod'
import { SizingShow } from '@/lib/model/sizing'

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)

export const SizingQuery = z.object({
  q: z.string().max(4_000).default(''),
  show: SizingShow.default('findings'),
  offset: whole(0, 1_000_000, 0),
  limit: whole(1, 200, 50),
})
