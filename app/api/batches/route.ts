import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { draftBatch } from '@/lib/changes/batch/draft'
import { listBatches } from '@/lib/changes/batch/read'
import { BatchDraft } from '@/lib/model/batch'

const Query = z.object({ before: z.string().max(40).optional() })

export const GET = route({ access: 'viewer', query: Query }, ({ actor, query }) => listBatches(actor, query.before))

/** POST /api/batches: keeps it; a worker plans its rows. Nothing but reads goes to a cloud. */
export const POST = route({ access: 'operator', body: BatchDraft }, async ({ actor, body }) =>
  Response.json(await draftBatch(actor, body), { status: 201 }),
)
