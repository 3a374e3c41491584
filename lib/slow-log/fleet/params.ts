import { z } from 'zod'
import { FLEET_HOURS } from '@/lib/model/slow-fleet'
import { SLOW_KINDS } from '@/lib/model/slow-log'

/** What `GET /api/slow` reads. */
export const FleetQuery = z.object({
  q: z.string().max(4_000).default(''),
  hours: z
    .enum(FLEET_HOURS.map(String) as [string, ...string[]]) // a list that is not empty
    .default('24')
    .transform(Number),
  kind: z.enum(SLOW_KINDS).default('db'),
})
export type FleetQuery = z.infer<typeof FleetQuery>
