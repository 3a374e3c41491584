import { route } from '@/lib/bff/route'
import { collectAll } from '@/lib/metrics/collection'
import { BatchRefs } from '@/lib/model/batch'

/** POST /api/costs/sizing/collect: turns collection on for each of these instances, one by one on record. Nothing of a cloud is changed. */
export const POST = route({ access: 'operator', body: BatchRefs }, ({ actor, body }) => collectAll(actor, body.refs))
