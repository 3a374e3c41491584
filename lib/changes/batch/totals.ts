import { and, asc, eq, inArray, not, sql } from 'drizzle-orm'
import { changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { Batch } from '@/lib/model/batch'
import type { InstanceDetail } from '@/lib/model/instance'
import { plus } from '@/lib/model/money'
import type { Plan } from '@/lib/model/plan'
import type { Priced } from '@/lib/model/plan-money'
import { nextWindow } from '@/lib/model/window'
import { isBlocked } from './counts'

/** The rows that would be sent if it were let go now: none any more once it was. */
export const goingOf = (id: string) =>
  db()
    .select({
      id: changes.id,
      accountId: changes.accountId,
      kind: changes.kind,
      action: changes.action,
      costs: sql<boolean>`(${changes.plan} ->> 'costs')::boolean`,
      price: sql<Plan['price']>`${changes.plan} -> 'price'`,
      /** What is paid by itself later on, such as each automatic renewal. */
      later: sql<Priced | null>`case when ${changes.plan} #>> '{money,todayIs}' = 'later'
        then nullif(${changes.plan} #> '{money,after}', 'null') end`,
      hours: sql<InstanceDetail['maintenance']>`nullif(${changes.before} -> 'maintenance', 'null')`,
    })
    .from(changeBatchRows)
    .innerJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(
      and(
        eq(changeBatchRows.batchId, id),
        eq(changeBatchRows.leftOut, false),
        inArray(changes.state, ['planned', 'waiting']),
        not(isBlocked),
      ),
    )
    .orderBy(asc(changeBatchRows.position))
type Going = Awaited<ReturnType<typeof goingOf>>[number]

/** What orders that were paid at once and are done cost, by their quotes; currencies apart. */
export async function paidOf(id: string): Promise<Batch['paid']> {
  const { rows } = await db().execute<{ amount: string | null; currency: string | null; rows: number }>(sql`
    select trim_scale(sum((money #>> '{today,amount}')::numeric))::text as amount, money #>> '{today,currency}' as currency,
      count(*)::int as rows
    from (select ${changes.plan} -> 'money' as money from ${changeBatchRows}
      join ${changes} on ${changes.id} = ${changeBatchRows.changeId}
      where ${changeBatchRows.batchId} = ${id} and ${changes.state} = 'done') as done
    where money ->> 'paid' = 'true' and money ->> 'todayIs' in ('due', 'unknown')
    group by money #>> '{today,currency}', money #>> '{today,amount}' is null
    order by 1 desc nulls last`)
  return {
    sums: rows.flatMap(({ amount, currency, rows: count }) =>
      amount === null ? [] : [{ amount, currency, rows: count }],
    ),
    unpriced: rows.reduce((sum, { amount, rows: count }) => (amount === null ? sum + count : sum), 0),
  }
}

/** Amounts are added up where they mean the same: one currency, one unit, one kind of price. */
export function totalsOf(going: readonly Going[]) {
  const prices = new Map<string, Batch['totals']['prices'][number]>()
  for (const { price, later } of going) {
    const told = price ?? (later && { ...later, per: 'once', of: 'later' })
    if (!told) continue
    const { amount, currency, per, of } = told
    const key = [currency, per, of].join()
    const before = prices.get(key)
    prices.set(
      key,
      before
        ? { ...before, amount: plus(before.amount, amount), rows: before.rows + 1 }
        : { amount, currency, per, of, rows: 1 },
    )
  }
  const costing = going.filter(({ costs }) => costs)
  return {
    rows: going.length,
    destructive: going.filter(({ kind }) => kind === 'destructive').length,
    costs: costing.length,
    unpriced: costing.filter(({ price, later }) => !price && !later).length,
    prices: [...prices.values()],
    ...windowsOf(going),
  }
}

/** Which windows their clouds tell, earliest hour first; those without one are counted. */
function windowsOf(going: readonly Going[]): Pick<Batch['totals'], 'windows' | 'windowless'> {
  const windows = new Map<string, Batch['totals']['windows'][number]>()
  let windowless = 0
  for (const { hours } of going) {
    if (!hours || !nextWindow(hours, new Date())) windowless++
    else {
      const key = `${hours.startUtc}-${hours.endUtc}`
      windows.set(key, { ...hours, rows: (windows.get(key)?.rows ?? 0) + 1 })
    }
  }
  return { windows: [...windows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one), windowless }
}
