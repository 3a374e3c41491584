import { type SQL, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/lib/db/client'
import { costSpans, priceFacts } from '@/lib/db/cost-schema'
import { accounts, inventory } from '@/lib/db/schema'
import type { JobSource } from '@/lib/jobs/job'
import { HOURS_A_MONTH } from '@/lib/model/plan-money'
import { estimateFor, RATED_SERVICES, type RateQuestion } from '@/lib/model/rate-card'
import { cardAt } from '@/lib/rates/store'
import { ABOUT } from './about'

/** Name of the job source that keeps what instances cost. */
export const COSTS = 'costs'

const EVERY_MS = 15_000
/** One at a time, however many workers there are. */
const KEEPING = 7_316_204_152
/** A price that is told so long after an instance became what it is, is taken for the one that it had from then on. */
const TOLD_LATE = sql`interval '1 day'`

/** Memory of this process: it saves work, and nothing is wrong without it. */
let looked = { at: Number.NEGATIVE_INFINITY, state: '' }

/** Keeps the history of costs: at most every fifteen seconds, and only when something that it is made of changed. */
export const costSource: JobSource = {
  name: COSTS,
  concurrency: 1,
  async claim() {
    if (performance.now() - looked.at < EVERY_MS) return undefined
    const state = await stateOfSources()
    const same = state === looked.state
    looked = { at: performance.now(), state }
    return same ? undefined : { run: () => keepCosts() }
  },
}

/**
 * Its cloud says so, or its paid time was over when its cloud last listed it, whatever state it is said to be in; an hour's
 * grace for one that is renewed by itself at its end.
 */
const ENDED = sql`(status = 'expired'
  or charge_type = 'subscription' and expires_at < seen_at - interval '1 hour')`

/** What costs are made of, as text: inventory, what ended, price facts, rate card and the day. */
async function stateOfSources(): Promise<string> {
  const { rows } = await db().execute<{ state: string }>(sql`
    select concat_ws(' ', current_database(), (select last_value from inventory_changes),
      (select count(*) from ${inventory} where gone_at is null and ${ENDED}),
      (select max(${priceFacts.toldAt}) from ${priceFacts}), (select max(${priceFacts.endedAt}) from ${priceFacts}),
      (select max(version) from rate_cards), (now() at time zone 'utc')::date) as state`)
  return rows[0]?.state ?? ''
}

/**
 * Writes what became of each instance's cost since the last time: a span ends where something is another, and the next
 * begins at the same moment. Doing it twice finds nothing to do.
 */
export async function keepCosts(): Promise<void> {
  await db().transaction(async (tx) => {
    const { rows } = await tx.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${KEEPING}) as free`)
    if (!rows[0]?.free) return
    await makeTold(tx)
    // Each statement counts as a change for who keeps answers, also one that finds nothing.
    const { rows: work } = await tx.execute<{ todo: boolean }>(sql`
      select exists (select from told left join cost_spans as s on s.ref = told.ref and s.until is null
          where s.id is null or ${differ([...THING, ...PRICED, ...SOURCED])})
        or exists (select from cost_spans as s where s.until is null
          and not exists (select from told where told.ref = s.ref)) as todo`)
    if (!work[0]?.todo) return
    // Its price came to be known soon after it became this: it is what it cost from the beginning of that.
    await tx.execute(sql`
      update cost_spans as s set source = told.source, ${sql.join(
        PRICED.map((column) => sql`${column} = told.${column}`),
        sql`, `,
      )} from told
      where s.ref = told.ref and s.until is null and s.source = 'none' and told.source <> 'none'
        and s.since > now() - ${TOLD_LATE} and not (${differ(THING)})`)
    await tx.execute(sql`
      update cost_spans as s set until = greatest(s.since, coalesce(i.gone_at, now()))
      from cost_spans as o left join told on told.ref = o.ref left join inventory as i on i.ref = o.ref
      where o.id = s.id and s.until is null and (told.ref is null or ${differ([...THING, ...PRICED, sql`source`])})`)
    // The same answer again, or a later end: no step.
    await tx.execute(sql`
      update cost_spans as s set ends_at = told.ends_at, fact_id = told.fact_id, card_version = told.card_version from told
      where s.ref = told.ref and s.until is null and (${differ([sql`ends_at`, sql`fact_id`, sql`card_version`])})`)
    const columns = sql.join([...PLACE, ...THING, ...PRICED, ...SOURCED], sql`, `)
    await tx.execute(sql`
      insert into cost_spans (${columns}, since) select ${columns}, now() from told
      where not exists (select from cost_spans as s where s.ref = told.ref and s.until is null)`)
  })
}

const columns = (...names: string[]): SQL[] => names.map((name) => sql.identifier(name)).map((name) => sql`${name}`)
const PLACE = columns('ref', 'account_id', 'provider', 'service', 'region', 'instance_id')
/** What an instance is; a new span begins when one of them is another. */
const THING = columns('name', 'engine', 'architecture', 'charge_type', 'class', 'memory_mb', 'tags', 'expired')
/** What it costs; the same. */
const PRICED = columns('amount', 'original', 'currency', 'unit', 'count', 'monthly', 'monthly_list')
const SOURCED = columns('source', 'fact_id', 'card_version', 'ends_at')
const differ = (names: readonly SQL[]) =>
  sql.join(
    names.map((name) => sql`s.${name} is distinct from told.${name}`),
    sql` or `,
  )

/** Per month, to the cent: exact for one month, else rounded half away from zero; `HOURS_A_MONTH` hours. */
const monthly = (column: string) => {
  const amount = sql.identifier(column)
  return sql`case when unit = 'hour' then round(${amount} * ${HOURS_A_MONTH}::int / count, 2)
    when count = 1 then ${amount} else round(${amount} / count, 2) end`
}

/** Fills a table `told`, which goes with the transaction: every instance that is there, with the price of now. */
async function makeTold(tx: Transaction): Promise<void> {
  const estimates = await estimatesOf(tx)
  await tx.execute(sql`
    create temp table told on commit drop as
    with estimates as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(estimates)}::jsonb) as e(service text, class text, memory_mb bigint,
        shards int, region text, charge_type text, amount numeric, currency text, unit text, count int, card_version int)),
    known as (
      select i.ref, i.account_id, i.provider, i.service, i.region, i.instance_id, i.name, i.engine, i.architecture,
        i.charge_type, i.facts ->> 'class' as class, i.memory_mb, i.tags, i.expires_at as ends_at,
        i.ended as expired, e.card_version, p.id as fact_id,
        coalesce(p.amount, e.amount) as amount, case when p.id is null then e.amount else p.original end as original,
        coalesce(p.currency, e.currency) as currency, coalesce(p.unit, e.unit) as unit, coalesce(p.count, e.count) as count,
        case when p.id is not null then 'quote' when e.amount is not null then 'estimate' else 'none' end as source
      from (select ${inventory}.*, ${ABOUT} as about, ${ENDED} as ended from ${inventory}) as i
        join ${accounts} on ${accounts.id} = i.account_id
        left join lateral (
          select * from price_facts as f
          where f.ref = i.ref and f.ended_at is null and f.about = i.about and f.unit in ('hour', 'month')
            and f.asked in ('purchase', 'renewal')
          -- Going on with a subscription is what it costs; buying it anew only where that is not told.
          order by f.asked = 'renewal' desc limit 1) as p on true
        left join estimates as e on e.service = i.service and e.class is not distinct from i.facts ->> 'class'
          and e.memory_mb is not distinct from i.memory_mb and e.shards is not distinct from (i.facts ->> 'shards')::int
          and e.region = i.region and e.charge_type = i.charge_type
      where i.gone_at is null)
    select *, ${monthly('amount')} as monthly, ${monthly('original')} as monthly_list from known`)
}

/** What the rate card of today says of everything that is there and that no cloud tells a price of. */
async function estimatesOf(tx: Transaction) {
  const card = await cardAt(new Date(), tx)
  if (!card) return []
  const { rows } = await tx.execute<{
    service: string
    class: string | null
    memory_mb: string | null
    shards: number | null
    region: string
    charge_type: string
  }>(sql`
    select distinct service, facts ->> 'class' as class, memory_mb, (facts ->> 'shards')::int as shards, region, charge_type
    from ${inventory} where gone_at is null and service in (${sql.join(
      RATED_SERVICES.map((service) => sql`${service}`),
      sql`, `,
    )})`)
  return rows.flatMap((row) => {
    const { service, class: of, shards, region, charge_type: chargeType } = row
    const memoryMb = row.memory_mb === null ? null : Number(row.memory_mb)
    const question: RateQuestion = { service, class: of, memoryMb, shards, region, chargeType }
    const priced = estimateFor(card, question)
    if (!priced) return []
    const { amount, currency, unit, count } = priced
    return [{ ...row, memory_mb: memoryMb, amount, currency, unit, count, card_version: card.version }]
  })
}
