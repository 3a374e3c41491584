import { sql } from 'drizzle-orm'
import { scopeFilter } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { metricCollections } from '@/lib/db/collection-schema'
import { accounts, inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { Spark, Sparks } from '@/lib/model/collection'

/** More would be megabytes; the list then has some without a line. */
const MOST = 2_000

/** The last day of every collected instance in a scope. */
export async function readSparks(scope: Scope): Promise<Sparks> {
  const { rows } = await db().execute<{ ref: string; spark: Spark }>(sql`
    select ${metricCollections.ref} as ref, ${metricCollections.spark} as spark
    from ${metricCollections} join ${inventory} on ${inventory.ref} = ${metricCollections.ref}
      join ${accounts} on ${accounts.id} = ${inventory.accountId}
    where ${metricCollections.spark} is not null and ${inventory.goneAt} is null and ${scopeFilter(scope)}
    order by ${metricCollections.ref} limit ${MOST}`)
  return { items: rows }
}

/** Whether anything is collected: the list asks for lines then only. */
export async function hasCollected(): Promise<boolean> {
  const { rows } = await db().execute(sql`select from ${metricCollections} limit 1`)
  return rows.length > 0
}
