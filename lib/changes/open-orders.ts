import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { Check } from '@/lib/model/plan'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import type { SeenDetail } from '@/lib/providers/actions'
import { holds } from './judge'
import { type ChangeRow, orderRead } from './store'

/** An order that nobody paid for longer than this is not told of any more: no manual says how long one waits. */
const TOLD_DAYS = 30

/** Orders of this instance that our changes placed and that wait to be paid, as far as that is known, newest first. */
export const ordersOf = (ref: string, id: string): Promise<ChangeRow[]> =>
  db()
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.ref, ref),
        ne(changes.id, id),
        eq(changes.state, 'ordered'),
        sql`${changes.endedAt} > now() - make_interval(days => ${TOLD_DAYS})`,
      ),
    )
    .orderBy(desc(changes.endedAt))

/** Warns of each whose target the instance does not show yet: paid, both would count. Whether one was cancelled nobody tells. */
export async function openOrders(rows: readonly ChangeRow[], detail: SeenDetail): Promise<Check[]> {
  const open = rows.filter((row) => !isPaid(row, detail))
  return Promise.all(
    open.map(async ({ id, action, requestedLabel }): Promise<Check> => {
      const [order] = await orderRead(id)
      return {
        id: 'open-order',
        result: 'warn',
        params: { id, action, by: requestedLabel, order: String(order?.found ?? '') },
      }
    }),
  )
}

function isPaid(
  { service, action: actionId, region, instanceId, locator, before, params }: ChangeRow,
  now: SeenDetail,
) {
  const action = ACTIONS_OF[service][actionId]
  if (!action || before === null) return false
  const aims = action.aims({ region, id: instanceId, locator, detail: before }, params)
  return aims.length > 0 && aims.every((aim) => holds(aim, now))
}
