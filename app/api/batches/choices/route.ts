import { route } from '@/lib/bff/route'
import { batchChoices } from '@/lib/changes/batch/draft'
import { BatchRefs } from '@/lib/model/batch'

/** POST /api/batches/choices: asks; POST because the names of 200 instances do not fit into an address. */
export const POST = route({ access: 'operator', body: BatchRefs }, ({ actor, body }) => batchChoices(actor, body.refs))
