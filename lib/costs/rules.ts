import { and, eq, sql } from 'drizzle-orm'
import { requireWholeScope } from '@/lib/bff/account'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { scopeFilter } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { accounts, settings } from '@/lib/db/schema'
import { type AllocationPreview, type AllocationRule, AllocationRules } from '@/lib/model/cost'
import { unitsOf } from '@/lib/model/money'
import { readExchange } from './exchange'
import { decidingRule, draftRules, fittingRules, payerOf, RULES_KEY, storedRules } from './payer'
import { addTo, exchangeOf, type Sums, toCostSums } from './sums'

/** The rules in their order; none with version 0 when none were ever saved. */
export async function readRules(on: Database | Transaction = db()): Promise<AllocationRules> {
  const [row] = await on.select().from(settings).where(eq(settings.key, RULES_KEY))
  if (!row) return { version: 0, rules: [] }
  const rules = (row.value as ReturnType<typeof storedRules>).map(({ by, pattern, team }) => ({ by, pattern, team })) // written below only
  return AllocationRules.parse({ version: row.version, rules })
}

/** Replaces the rules; for admins of all accounts. Throws `forbidden-scope`, `conflict-version`. */
export async function saveRules(actor: Actor, { version, rules }: AllocationRules): Promise<AllocationRules> {
  requireWholeScope(actor)
  return db().transaction(async (tx) => {
    const before = await readRules(tx)
    const value = storedRules(rules)
    const written =
      version === 0
        ? await tx.insert(settings).values({ key: RULES_KEY, value }).onConflictDoNothing().returning()
        : await tx
            .update(settings)
            .set({ value, version: version + 1 })
            .where(and(eq(settings.key, RULES_KEY), eq(settings.version, version)))
            .returning()
    const [row] = written
    if (!row) throw problem('conflict-version')
    await auditOf(tx, actor, {
      action: 'allocation-rules.update',
      target: 'allocation-rules',
      outcome: 'succeeded',
      details: { from: before.rules, to: rules },
    })
    return { rules, version: row.version }
  })
}

const MOST_EXAMPLES = 20

/**
 * What rules would make of the costs of now, against the saved ones: how many instances and how much money would be another
 * team's. Of the whole fleet, for admins of all accounts: rules are for all of it. Throws `forbidden-scope`.
 */
export async function previewRules(actor: Actor, rules: readonly AllocationRule[]): Promise<AllocationPreview> {
  requireWholeScope(actor)
  const columns = { name: sql`s.name`, tags: sql`s.tags` }
  const draft = draftRules(rules)
  const [rates, { rows }] = await Promise.all([
    readExchange(),
    db().execute<{
      ref: string
      name: string
      expired: boolean
      source: 'quote' | 'estimate' | 'none'
      currency: string | null
      monthly: string | null
      list: string | null
      from: string
      to: string
      rule: number | null
      fits: number[]
    }>(sql`
      select distinct on (s.service, s.region, s.instance_id) s.ref, coalesce(nullif(s.name, ''), s.instance_id) as name,
        s.expired, s.source, s.currency, trim_scale(s.monthly)::text as monthly, trim_scale(s.monthly_list)::text as list,
        ${payerOf(columns)} as "from", ${payerOf(columns, draft)} as "to", ${decidingRule(columns, draft)} as rule,
        ${fittingRules(columns, draft)} as fits
      from cost_spans as s join ${accounts} on ${accounts.id} = s.account_id
      where s.until is null and ${scopeFilter(actor.scope)}
      -- Of two accounts that show one the same as in the sums (doubles.ts).
      order by s.service, s.region, s.instance_id, (select min(f.since) from cost_spans as f where f.ref = s.ref),
        ${accounts.environment} = '', ${accounts.team} = '', ${accounts.id}`),
  ])
  const exchange = exchangeOf(rates)
  const now = Date.now()
  const teams = new Map<string, { before: Sums; after: Sums }>()
  const sumsOf = (team: string) => {
    const known = teams.get(team) ?? { before: new Map(), after: new Map() }
    teams.set(team, known)
    return known
  }
  for (const row of rows) {
    const units = (text: string | null) => (text === null ? null : unitsOf(text))
    const costed = { ...row, monthly: units(row.monthly), list: units(row.list) }
    addTo(sumsOf(row.from).before, costed, exchange, now)
    addTo(sumsOf(row.to).after, costed, exchange, now)
  }
  const moved = rows.filter(({ from, to }) => from !== to)
  const dearest = [...moved].sort((a, b) => Number(b.monthly ?? 0) - Number(a.monthly ?? 0))
  const decided = (place: number | null) => rows.filter(({ rule }) => rule === place)
  const undecided = decided(null)
  return {
    instances: rows.length,
    moved: moved.length,
    fits: rules.map((_, place) => rows.filter(({ fits }) => fits.includes(place)).length),
    perRule: rules.map((_, place) => decided(place).length),
    byAccount: undecided.filter(({ to }) => to !== '').length,
    nobody: undecided.filter(({ to }) => to === '').length,
    teams: [...teams]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([team, { before, after }]) => ({ team, before: toCostSums(before), after: toCostSums(after) })),
    examples: dearest.slice(0, MOST_EXAMPLES).map(({ ref, name, from, to }) => ({ ref, name, from, to })),
  }
}
