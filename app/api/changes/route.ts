import { route } from '@/lib/bff/route'
import { listChanges } from '@/lib/changes/list'
import { ChangesQuery } from '@/lib/changes/params'
import { planChange } from '@/lib/changes/plan'
import { ChangeDraft } from '@/lib/model/change'

export const GET = route({ access: 'viewer', query: ChangesQuery }, ({ actor, query }) => listChanges(actor, query))

/** POST /api/changes: plans. Nothing but reads goes to a cloud. */
export const POST = route({ access: 'operator', body: ChangeDraft }, async ({ actor, body, signal }) =>
  Response.json(await planChange(actor, body, signal), { status: 201 }),
)
