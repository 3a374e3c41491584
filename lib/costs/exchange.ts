import { and, eq } from 'drizzle-orm'
import { requireWholeScope } from '@/lib/bff/account'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { ExchangeRates } from '@/lib/model/cost'
import { isCurrency } from '@/lib/model/rate-card'

/** Row of `settings` that holds them. */
const KEY = 'exchange-rates'

/** The exchange rates; with version 0 and no currency when none were ever saved. */
export async function readExchange(on: Database | Transaction = db()): Promise<ExchangeRates> {
  const [row] = await on.select().from(settings).where(eq(settings.key, KEY))
  return row
    ? ExchangeRates.parse({ ...Object(row.value), version: row.version })
    : { version: 0, currency: null, rates: [] }
}

/** Replaces them; for admins of all accounts. Throws `forbidden-scope`, `bad-input`, `conflict-version`. */
export async function saveExchange(actor: Actor, { version, currency, rates }: ExchangeRates): Promise<ExchangeRates> {
  requireWholeScope(actor)
  if (currency !== null && !isCurrency(currency)) throw fieldProblem('currency', 'currency-unknown')
  const seen = new Map<string, number>()
  for (const [index, { currency: of, from }] of rates.entries()) {
    if (!isCurrency(of)) throw fieldProblem(`rates.${index}.currency`, 'currency-unknown')
    if (of === currency) throw fieldProblem(`rates.${index}.currency`, 'currency-reported')
    const twice = seen.get(`${of} ${from}`)
    if (twice !== undefined) throw fieldProblem(`rates.${index}.from`, 'rate-twice', { line: twice + 1 })
    seen.set(`${of} ${from}`, index)
  }
  return db().transaction(async (tx) => {
    const { version: _, ...before } = await readExchange(tx)
    const value = { currency, rates }
    const written =
      version === 0
        ? await tx.insert(settings).values({ key: KEY, value }).onConflictDoNothing().returning()
        : await tx
            .update(settings)
            .set({ value, version: version + 1 })
            .where(and(eq(settings.key, KEY), eq(settings.version, version)))
            .returning()
    const [row] = written
    if (!row) throw problem('conflict-version')
    await auditOf(tx, actor, {
      action: 'exchange-rates.update',
      target: 'exchange-rates',
      outcome: 'succeeded',
      details: { from: before, to: value },
    })
    return { ...value, version: row.version }
  })
}
