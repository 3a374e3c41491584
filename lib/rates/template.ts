import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { scopeFilter } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'
import { keyOfLine, MOST_LINES, RATED_SERVICES, RatedService, type RateLine } from '@/lib/model/rate-card'
import { rateCsv } from '@/lib/model/rate-csv'

/** A file to fill in: a row, without an amount, for every size that is in use and that no cloud tells a price of. */
export async function rateTemplate(actor: Actor): Promise<string> {
  const rows = await db()
    .select({ service: inventory.service, region: inventory.region, facts: inventory.facts })
    .from(inventory)
    .innerJoin(accounts, eq(accounts.id, inventory.accountId))
    .where(and(inArray(inventory.service, [...RATED_SERVICES]), isNull(inventory.goneAt), scopeFilter(actor.scope)))
  const lines = new Map<string, Omit<RateLine, 'amount'> & { amount: null }>()
  for (const { service, region, facts } of rows) {
    const known = RatedService.safeParse(service)
    const { class: of, memoryMb, chargeType } = facts
    if (!known.success || chargeType === 'unknown' || (of === null && memoryMb === null)) continue
    const line = {
      service: known.data,
      class: of,
      memoryMb: of === null ? memoryMb : null,
      region,
      chargeType,
      unit: chargeType === 'subscription' ? ('month' as const) : ('hour' as const),
      amount: null,
      currency: 'CNY',
      perShard: false,
    }
    lines.set(keyOfLine(line), line)
  }
  const sorted = [...lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
  return rateCsv(sorted.slice(0, MOST_LINES))
}
