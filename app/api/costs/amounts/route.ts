import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { amountsOf } from '@/lib/costs/amounts'
import { MOST_AMOUNTS } from '@/lib/model/amount'

const Asked = z.strictObject({ refs: z.array(z.string().max(300)).max(MOST_AMOUNTS) })

/** POST /api/costs/amounts: what these instances cost a month, for the list. Changes nothing. */
export const POST = route({ access: 'viewer', body: Asked }, async ({ actor, body }) => ({
  items: await amountsOf(actor.scope, body.refs),
}))
