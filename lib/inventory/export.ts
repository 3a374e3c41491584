import { sql } from 'drizzle-orm'
import { amountsOf } from '@/lib/costs/amounts'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import { CSV_BOM, csvRow } from '@/lib/model/csv'
import { COST_COLUMNS, EXPORT_COLUMNS, type ExportColumn, type Exported } from '@/lib/model/export'
import type { Instance } from '@/lib/model/instance'
import { searchRefs } from './search'
import { FROM, INSTANCE, type Sort, visible } from './select'

const BATCH = 500

/**
 * The instances that match as CSV, in the order of the list. The references are read once, the rows in batches as the
 * reader takes them, so that a slow download holds no transaction open and no fleet in memory.
 */
export async function exportCsv(
  scope: Scope,
  request: { q: string; sort: Sort; columns: readonly ExportColumn[] },
): Promise<ReadableStream<Uint8Array>> {
  const refs = await searchRefs(scope, request.q, request.sort)
  const withCosts = COST_COLUMNS.some((column) => request.columns.includes(column))
  const encoder = new TextEncoder()
  let at = 0
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvRow(request.columns)))
    },
    async pull(controller) {
      const batch = refs.slice(at, at + BATCH)
      if (batch.length === 0) return controller.close()
      at += BATCH
      const [found, amounts] = await Promise.all([instancesOf(scope, batch), withCosts ? amountsOf(scope, batch) : []])
      const costs = new Map(amounts.map((amount) => [amount.ref, amount]))
      const instances = found.map((instance): Exported => ({ ...instance, cost: costs.get(instance.ref) }))
      const lines = instances.map((instance) =>
        csvRow(request.columns.map((column) => EXPORT_COLUMNS[column](instance))),
      )
      controller.enqueue(encoder.encode(lines.join('')))
    },
  })
}

/** The instances with these references, in their order; what is gone or out of scope is left out. */
async function instancesOf(scope: Scope, refs: string[]): Promise<Instance[]> {
  const { rows } = await db().execute<{ instance: Instance }>(sql`
    select ${INSTANCE} as instance ${FROM}
    where ${visible(scope)} and ${inventory.ref} = any(${sql.param(refs)}::text[])
    order by array_position(${sql.param(refs)}::text[], ${inventory.ref})`)
  return rows.map(({ instance }) => instance)
}
