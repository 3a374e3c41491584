import { route } from '@/lib/bff/route'
import { planCreation } from '@/lib/changes/create-plan'
import { CreateDraft } from '@/lib/model/create'

/** POST /api/changes/create: plans new instances. Nothing but reads goes to a cloud. */
export const POST = route({ access: 'operator', body: CreateDraft }, async ({ actor, body, signal }) =>
  Response.json(await planCreation(actor, body, signal), { status: 201 }),
)
