import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { priceFacts } from '@/lib/db/cost-schema'
import type { Target } from '@/lib/providers/actions'
import { BILLING_OF } from '@/lib/providers/billing-registry'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import type { PriceCall, Quote } from '@/lib/providers/prices'
import { endPriceLease, type PriceLease } from './lease'

export const ASKED = ['purchase', 'renewal'] as const

/** An answer, and the question that it is of. */
interface Told {
  asked: (typeof ASKED)[number]
  question: PriceCall
  quote: Quote
  requestId: string | undefined
}

/** What is wrong with one instance and says nothing about the next. */
export const ITS_OWN: readonly ProviderError['kind'][] = [
  'not-found',
  'invalid-input',
  'wrong-state',
  'unsupported',
  'bad-answer',
  'too-large',
]

export interface Answers {
  told: Told[]
  /** Questions that were answered, be it without an amount. */
  answered: Told['asked'][]
  /** Of this instance only; its other answers count. */
  refused?: ProviderError
}

/**
 * Asks what buying the same costs, for an hour or a month, and of a subscription what the next month of it costs. An answer
 * without an amount is none. Throws the `ProviderError` of what other instances would be refused as well.
 */
export async function askPrices(
  call: Call,
  { service, region }: PriceLease,
  target: Target,
  signal?: AbortSignal,
): Promise<Answers> {
  const billing = BILLING_OF[service]
  if (!billing) throw new Error(`${service} tells no prices`)
  const questions = { purchase: billing.present(target), renewal: undefined as PriceCall | undefined }
  if (target.detail.facts.chargeType === 'subscription') questions.renewal = billing.renewal(target, 1)
  const answers: Answers = { told: [], answered: [] }
  for (const asked of ASKED) {
    const question = questions[asked]
    if (!question) continue
    signal?.throwIfAborted()
    try {
      const { data, requestId } = await call(question.operation, question.input, { region })
      const quote = question.read(data)
      answers.answered.push(asked)
      if (quote) answers.told.push({ asked, question, quote, requestId })
    } catch (error) {
      if (!(error instanceof ProviderError) || !ITS_OWN.includes(error.kind)) throw error
      answers.refused = error
    }
  }
  return answers
}

/**
 * Keeps what was told: one that says the same as the last is only confirmed by it. What was refused keeps its last answer,
 * which is as old as it is. Nothing, when the lease is somebody else's by now.
 */
export async function keepPrices(lease: PriceLease, { told, answered, refused }: Answers): Promise<void> {
  const outcome = refused
    ? { kind: refused.kind, code: refused.code, message: refused.vendorMessage, refused: true }
    : 'told'
  await db().transaction(async (tx) => {
    if (!(await endPriceLease(lease, outcome, tx))) return
    const rows = told.map(({ asked, question, quote, requestId }) => ({
      asked,
      operation: question.operation.name,
      order_type: question.order,
      amount: quote.amount,
      original: quote.original,
      discount: quote.discount,
      currency: quote.currency,
      unit: question.unit,
      count: question.count,
      coupons: quote.coupons,
      promotions: quote.promotions,
      request_id: requestId ?? null,
    }))
    const json = sql`${JSON.stringify(rows)}::jsonb`
    const answers = sql`jsonb_to_recordset(${json}) as told(asked text, operation text, order_type text, amount numeric,
      original numeric, discount numeric, currency text, unit text, count int, coupons jsonb, promotions jsonb, request_id text)`
    const present = sql`${priceFacts.ref} = ${lease.ref} and ${priceFacts.endedAt} is null`
    await tx.execute(sql`
      update ${priceFacts} set confirmed_at = now(), request_id = told.request_id from ${answers}
      where ${present} and ${priceFacts.asked} = told.asked and ${priceFacts.about} = ${lease.about} and
        (${priceFacts.orderType}, ${priceFacts.amount}, ${priceFacts.original}, ${priceFacts.discount}, ${priceFacts.currency},
          ${priceFacts.unit}, ${priceFacts.count}, ${priceFacts.coupons}, ${priceFacts.promotions})
        is not distinct from (told.order_type, told.amount, told.original, told.discount, told.currency, told.unit, told.count,
          told.coupons, told.promotions)`)
    // What was answered and not confirmed is no price of it any more: another one took its place, or none was told.
    await tx.execute(sql`
      update ${priceFacts} set ended_at = now() where ${present} and ${priceFacts.confirmedAt} < now()
        and (${priceFacts.about} <> ${lease.about} or ${priceFacts.asked} = any(${sql.param(answered)}::text[]))`)
    await tx.execute(sql`
      insert into ${priceFacts} (ref, account_id, about, asked, operation, order_type, amount, original, discount, currency,
        unit, count, coupons, promotions, request_id, told_at, confirmed_at)
      select ${lease.ref}, ${lease.accountId}, ${lease.about}, told.asked, told.operation, told.order_type, told.amount,
        told.original, told.discount, told.currency, told.unit, told.count, told.coupons, told.promotions, told.request_id, now(), now()
      from ${answers}
      where not exists (select from ${priceFacts} where ${present} and ${priceFacts.asked} = told.asked)`)
  })
}
