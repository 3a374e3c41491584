import { sql } from 'drizzle-orm'
import { scopeFilter } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { priceFacts, priceReadings } from '@/lib/db/cost-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { iso } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import type { CostPage } from '@/lib/model/cost'
import { ABOUT } from '../about'
import { QUOTED } from './lease'

const MOST_FAILURES = 20

/**
 * How old the oldest quote is that is summed up, how many instances wait for one and until when the first of those is left
 * alone, and which questions failed, newest first, with the cloud's words and when each is asked again.
 */
export async function standingOf(scope: Scope): Promise<CostPage['prices']> {
  const from = sql`from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
    left join ${priceReadings} on ${priceReadings.ref} = ${inventory.ref}`
  const seen = sql`${inventory.goneAt} is null and ${QUOTED} and ${scopeFilter(scope)}`
  const asked = sql`${priceReadings.requestedAt} is not null`
  const { rows } = await db().execute<{
    oldest: string | null
    waiting: number
    resumes: string | null
    failed: number
    failures: CostPage['prices']['failures']
  }>(sql`
    select ${iso(sql`min(f.at)`)} as oldest,
      count(*) filter (where not ${accounts.paused} and (${asked} or (${priceReadings.failedAt} is null
        and (${priceReadings.readAt} is null or ${priceReadings.about} <> ${ABOUT}))))::int as waiting,
      ${iso(sql`min(${priceReadings.nextAt}) filter (where not ${accounts.paused} and ${asked}
        and ${priceReadings.requestedAt} < ${priceReadings.startedAt} and ${priceReadings.leaseUntil} is null
        and ${priceReadings.nextAt} > now())`)} as resumes,
      count(*) filter (where ${priceReadings.failedAt} is not null)::int as failed,
      (select coalesce(json_agg(one), '[]') from (
        select ${inventory.ref} as ref, coalesce(nullif(${inventory.name}, ''), ${inventory.instanceId}) as name,
          ${inventory.provider} as provider, ${priceReadings.errorKind} as kind, ${priceReadings.errorCode} as code,
          ${priceReadings.errorMessage} as message, ${iso(sql`${priceReadings.failedAt}`)} as at,
          ${iso(sql`case when not ${accounts.paused} then ${priceReadings.nextAt} end`)} as "nextAt"
        ${from} where ${seen} and ${priceReadings.failedAt} is not null
        order by ${priceReadings.failedAt} desc, ${inventory.ref} limit ${MOST_FAILURES}) as one) as failures
    -- By the index, one by one: held against a list of all, thousands of instances that nobody counted yet take seconds.
    ${from} left join lateral (
      select min(confirmed_at) as at from ${priceFacts} where ${priceFacts.ref} = ${inventory.ref} and ${priceFacts.endedAt} is null) as f
      on true
    where ${seen}`)
  return rows[0] ?? { oldest: null, waiting: 0, resumes: null, failed: 0, failures: [] }
}
