import { route } from '@/lib/bff/route'
import { createChoices } from '@/lib/changes/create-choices'
import { ChoicesQuery } from '@/lib/model/create'

/** GET /api/create/choices: what a form for new instances can offer at a place. */
export const GET = route({ access: 'viewer', query: ChoicesQuery }, ({ actor, query, signal }) =>
  createChoices(actor, query, signal),
)
