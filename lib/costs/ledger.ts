import { sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/audit/canonical'
import { inScope } from '@/lib/bff/permission'
import { db, pool } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { CostDimension, ExchangeRates } from '@/lib/model/cost'
import { unitsOf } from '@/lib/model/money'
import { withoutDoubles } from './doubles'
import { readExchange } from './exchange'
import { type Paid, readOrders, withAllPaid } from './paid'
import { payerOf } from './payer'
import type { Costed } from './sums'

/** A stretch of time in which an instance was the same and cost the same. Times in ms. */
export interface Span extends Costed {
  ref: string
  accountId: string
  provider: string
  service: string
  region: string
  instanceId: string
  name: string
  engine: string
  architecture: string
  chargeType: string
  class: string | null
  memoryMb: number | null
  tags: readonly string[]
  endsAt: number | null
  since: number
  /** Null: it still is. */
  until: number | null
  cardVersion: number | null
  /** What is billed: an hour or a month. */
  unit: 'hour' | 'month' | null
  /** Of one hour or month: payable, and before what was taken off where that was told. */
  amount: bigint | null
  original: bigint | null
  /** The answer of its cloud that it was taken from. */
  factId: number | null
  /** What is known to have been paid for parts of it, in the order of time. */
  paid: readonly Paid[]
  /** The team that pays, empty: nobody. */
  payer: string
  account: Account
}

export interface Account {
  id: string
  name: string
  environment: string
  team: string
}

/** What costs are summed from, of one state of the database; the stretches of an instance stand together, in their order. */
export interface Ledger {
  spans: readonly Span[]
  exchange: ExchangeRates
  /** When the costs of a place were first kept: `accountId service region`. */
  firstKept: ReadonlyMap<string, number>
  scopes: Map<string, View>
}

/** What somebody may see of it, each instance once. */
export interface View {
  spans: readonly Span[]
  /** Instances that a second account shows as well. */
  doubles: number
  /** What was made of it and stays so, whatever the time is: steps, months that are over. */
  lasting: Map<string, unknown>
  /** Answers that were made from it. */
  answers: Map<string, { until: number; body: Promise<unknown> }>
}

/** So far back as the page looks, and a little more. */
const KEPT_MONTHS = 14

interface Read {
  generation: string
  /** No change was under way when it was begun: it holds all that its generation stands for. */
  quiet: boolean
  ledger: Promise<Ledger>
}
let held: Read | undefined

/**
 * The ledger of now: read anew when costs, accounts, rules or exchange rates changed since. One that was begun while a change
 * was under way may lack it, and serves only while it still is: who asks meanwhile shares one reading.
 */
export async function ledger(): Promise<Ledger> {
  const { rows } = await pool().query<{ generation: string; quiet: boolean }>({
    name: 'cost_generation',
    text: `select current_database() || ' ' || last_value as generation, pg_try_advisory_xact_lock(7316204153) as quiet
      from cost_changes`,
  })
  const { generation = '', quiet = false } = rows[0] ?? {}
  if (held?.generation === generation && (held.quiet || !quiet)) return held.ledger
  const made: Read = { generation, quiet, ledger: readLedger() }
  held = made
  made.ledger.catch(() => {
    if (held === made) held = undefined
  })
  return made.ledger
}

/** What a scope may see, by the accounts that it covers; what rules say of who pays grants nothing. */
export function viewOf(of: Ledger, scope: Scope): View {
  const key = canonicalJson(scope)
  const known = of.scopes.get(key)
  if (known) return known
  const seen = scope.kind === 'all' ? of.spans : of.spans.filter(({ account }) => inScope(scope, account))
  const view = { ...withoutDoubles(seen), lasting: new Map(), answers: new Map() }
  of.scopes.set(key, view)
  return view
}

const ms = (column: string) => `floor(extract(epoch from ${column}) * 1000)::float8`

async function readLedger(): Promise<Ledger> {
  const [exchange, orders, { rows }, { rows: places }] = await Promise.all([
    readExchange(),
    readOrders(),
    db().execute<Row>(sql`
      select s.ref, s.account_id, s.provider, s.service, s.region, s.instance_id, s.name, s.engine, s.architecture,
        s.charge_type, s.class, s.memory_mb::float8 as memory_mb, array_to_string(s.tags, e'\n') as tags, s.expired, s.source,
        s.card_version, s.currency, s.unit, trim_scale(round(s.amount / s.count, 12))::text as amount,
        trim_scale(round(s.original / s.count, 12))::text as original, s.fact_id::float8 as fact_id,
        trim_scale(s.monthly)::text as monthly, trim_scale(s.monthly_list)::text as list,
        ${sql.raw(ms('s.since'))} as since, ${sql.raw(ms('s.until'))} as until, ${sql.raw(ms('s.ends_at'))} as ends_at,
        ${payerOf({ name: sql`s.name`, tags: sql`s.tags` })} as payer
      from cost_spans as s join ${accounts} on ${accounts.id} = s.account_id
      where s.until is null or s.until > now() - make_interval(months => ${KEPT_MONTHS})
      order by s.ref collate "C", s.since`),
    db().execute<{ place: string; at: number }>(sql`
      select concat_ws(' ', account_id, service, region) as place, ${sql.raw(ms('min(since)'))} as at
      from cost_spans group by account_id, service, region`),
  ])
  const known = await db()
    .select({ id: accounts.id, name: accounts.name, environment: accounts.environment, team: accounts.team })
    .from(accounts)
  const byId = new Map(known.map((account) => [account.id, account]))
  const shared = sharer()
  return {
    exchange,
    firstKept: new Map(places.map(({ place, at }) => [place, at])),
    scopes: new Map(),
    spans: withAllPaid(
      rows.flatMap((row) => {
        const account = byId.get(row.account_id)
        return account ? [spanOf(row, account, shared)] : []
      }),
      orders,
    ),
  }
}

interface Row extends Record<string, unknown> {
  ref: string
  account_id: string
  provider: string
  service: string
  region: string
  instance_id: string
  name: string
  engine: string
  architecture: string
  charge_type: string
  class: string | null
  memory_mb: number | null
  tags: string
  expired: boolean
  source: Span['source']
  card_version: number | null
  currency: string | null
  unit: Span['unit']
  amount: string | null
  original: string | null
  fact_id: number | null
  monthly: string | null
  list: string | null
  since: number
  until: number | null
  ends_at: number | null
  payer: string
}

/** Equal lists and amounts once: thousands of instances share a few. */
function sharer() {
  const tags = new Map<string, readonly string[]>()
  const amounts = new Map<string, bigint>()
  return {
    tags(text: string): readonly string[] {
      const known = tags.get(text)
      if (known) return known
      const list = text === '' ? [] : text.split('\n')
      tags.set(text, list)
      return list
    },
    units(text: string | null): bigint | null {
      if (text === null) return null
      const known = amounts.get(text)
      if (known !== undefined) return known
      const units = unitsOf(text)
      amounts.set(text, units)
      return units
    },
  }
}

const NOTHING_PAID: readonly Paid[] = []

const spanOf = (row: Row, account: Account, { tags, units }: ReturnType<typeof sharer>): Span => ({
  ref: row.ref,
  accountId: row.account_id,
  provider: row.provider,
  service: row.service,
  region: row.region,
  instanceId: row.instance_id,
  name: row.name,
  engine: row.engine,
  architecture: row.architecture,
  chargeType: row.charge_type,
  class: row.class,
  memoryMb: row.memory_mb,
  tags: tags(row.tags),
  endsAt: row.ends_at,
  expired: row.expired,
  since: row.since,
  until: row.until,
  source: row.source,
  cardVersion: row.card_version,
  currency: row.currency,
  unit: row.unit,
  amount: units(row.amount),
  original: units(row.original),
  factId: row.fact_id,
  monthly: units(row.monthly),
  list: units(row.list),
  paid: NOTHING_PAID,
  payer: row.payer,
  account,
})

/** In which part of a dimension an instance is: exactly one; empty: it has none. Of tags, the value of one key. */
export function partOf(dimension: CostDimension, tag: string): (span: Span) => string {
  const prefix = `${tag.toLowerCase()}=`
  switch (dimension) {
    case 'team':
      return ({ payer }) => payer
    case 'provider':
      return ({ provider }) => provider
    case 'environment':
      return ({ account }) => account.environment
    case 'account':
      return ({ accountId }) => accountId
    case 'region':
      return ({ provider, region }) => `${provider} ${region}`
    case 'engine':
      return ({ engine }) => engine
    case 'architecture':
      return ({ architecture }) => architecture
    case 'charge':
      return ({ chargeType }) => chargeType
    case 'tag':
      return ({ tags }) => tags.find((one) => one.startsWith(prefix))?.slice(prefix.length) ?? ''
  }
}
