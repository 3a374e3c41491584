import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { readHistory } from '@/lib/changes/parameter-history'
import { RefParams } from '@/lib/inventory/params'

const Query = z.object({
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
  name: z.string().min(1).max(200).optional(),
})

/** GET /api/instances/[ref]/parameters/history: our own snapshots; nothing goes to a cloud. */
export const GET = route({ access: 'viewer', params: RefParams, query: Query }, ({ actor, params, query }) =>
  readHistory(actor, params.ref, query),
)
