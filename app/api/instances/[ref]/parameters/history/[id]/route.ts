import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { readSnapshot } from '@/lib/changes/parameter-history'
import { RefParams } from '@/lib/inventory/params'

const Params = RefParams.extend({
  id: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
})

/** GET /api/instances/[ref]/parameters/history/[id]: the values of one snapshot. */
export const GET = route({ access: 'viewer', params: Params }, ({ actor, params }) =>
  readSnapshot(actor, params.ref, params.id),
)
