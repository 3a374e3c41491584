import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { FROM, visible } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import type { Amount } from '@/lib/model/amount'

/** What these instances cost a month, by their open spans; those out of scope, or not kept yet, are left out. */
export async function amountsOf(scope: Scope, refs: readonly string[]): Promise<Amount[]> {
  const { rows } = await db().execute<Amount & Record<string, unknown>>(sql`
    select s.ref, trim_scale(s.monthly)::text as monthly, s.currency, s.source, s.expired as ended
    ${FROM} join cost_spans as s on s.ref = ${inventory.ref} and s.until is null
    where ${visible(scope)} and ${inventory.ref} = any(${sql.param(refs)}::text[])`)
  return rows
}
