import { eq, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { priceFacts, priceReadings } from '@/lib/db/cost-schema'
import { PRICE_QUESTIONS } from '@/lib/model/cost'
import type { Target } from '@/lib/providers/actions'
import { BILLING_OF, type Billing } from '@/lib/providers/billing-registry'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import type { PriceCall, Quote } from '@/lib/providers/prices'
import { endPriceLease, type PriceLease } from './lease'

type Question = (typeof PRICE_QUESTIONS)[number]

/** An answer, and the question that it is of. */
interface Told {
  asked: Question
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
  answered: Question[]
  /** Whether it is renewed by itself, and for how many months; undefined: not asked, or not told. */
  autoRenewal?: { autoRenew: boolean | null; autoRenewMonths: number | null }
  /** Of this instance only; its other answers count. */
  refused?: ProviderError
}

/**
 * Asks what buying the same costs, for an hour or a month; of a subscription what the next month of it costs, whether it is
 * renewed by itself and what that costs; of anything else what it would cost as a subscription. An answer without an amount
 * is none. Throws the `ProviderError` of what other instances would be refused as well.
 */
export async function askPrices(
  call: Call,
  { service, region }: PriceLease,
  target: Target,
  signal?: AbortSignal,
): Promise<Answers> {
  const billing = BILLING_OF[service]
  if (!billing) throw new Error(`${service} tells no prices`)
  const answers: Answers = { told: [], answered: [] }
  const questions = await questionsOf(call, billing, target, answers)
  for (const asked of PRICE_QUESTIONS) {
    const question = questions[asked]
    if (!question) continue
    signal?.throwIfAborted()
    await orRefused(answers, async () => {
      const { data, requestId } = await call(question.operation, question.input, { region })
      const quote = question.read(data)
      answers.answered.push(asked)
      if (quote) answers.told.push({ asked, question, quote, requestId })
    })
  }
  return answers
}

async function questionsOf(
  call: Call,
  billing: Billing,
  target: Target,
  answers: Answers,
): Promise<Partial<Record<Question, PriceCall>>> {
  const purchase = billing.present(target)
  if (target.detail.facts.chargeType !== 'subscription') {
    const [month, year] = [billing.subscription(target, 1), billing.subscription(target, 12)]
    return { purchase, subscription: month, 'subscription-year': year }
  }
  await orRefused(answers, async () => {
    answers.autoRenewal = await billing.autoRenewal(call, target)
  })
  const { autoRenew, autoRenewMonths } = answers.autoRenewal ?? {}
  const longer = autoRenew && autoRenewMonths && autoRenewMonths > 1 ? autoRenewMonths : undefined
  // It is off, or for one month: the price of another one is none of its any more.
  if (answers.autoRenewal && longer === undefined) answers.answered.push('auto-renewal')
  return {
    purchase,
    renewal: billing.renewal(target, 1),
    'auto-renewal': longer === undefined ? undefined : billing.renewalFor(target, longer),
  }
}

/** What says nothing of other instances is remembered, and the next question is asked all the same. */
async function orRefused(answers: Answers, ask: () => Promise<void>): Promise<void> {
  try {
    await ask()
  } catch (error) {
    if (!(error instanceof ProviderError) || !ITS_OWN.includes(error.kind)) throw error
    answers.refused = error
  }
}

/**
 * Keeps what was told: one that says the same as the last is only confirmed by it. What was refused keeps its last answer,
 * which is as old as it is. Nothing, when the lease is somebody else's by now.
 */
export async function keepPrices(lease: PriceLease, { told, answered, autoRenewal, refused }: Answers): Promise<void> {
  const outcome = refused
    ? { kind: refused.kind, code: refused.code, message: refused.vendorMessage, refused: true }
    : 'told'
  await db().transaction(async (tx) => {
    if (!(await endPriceLease(lease, outcome, tx))) return
    if (autoRenewal) {
      await tx
        .update(priceReadings)
        .set({ ...autoRenewal, autoRenewAt: sql`now()` })
        .where(eq(priceReadings.ref, lease.ref))
    }
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
