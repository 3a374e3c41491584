import type { Price } from '@/lib/model/change'
import { type Decimal, over, times } from '@/lib/model/money'
import { monthsLater } from '@/lib/model/month'
import { HOURS_A_MONTH, type PlanMoney, type Priced } from '@/lib/model/plan-money'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import type { MoneyQuestions, PriceCall } from '@/lib/providers/prices'

type Missing = PlanMoney['missing']
const NOT_KNOWN: Missing = { why: 'no-price-known', code: null, message: null }

/** An amount per month: exact for one month, to the cent otherwise; null for what is paid once. */
export const monthlyOf = ({ amount, unit, count }: Pick<Priced, 'amount' | 'unit' | 'count'>): Decimal | null =>
  unit === 'once'
    ? null
    : unit === 'hour'
      ? over(times(amount, HOURS_A_MONTH), count)
      : count === 1
        ? amount
        : over(amount, count)

/**
 * What is known of money for an action: its questions are put to the cloud at the same time, each once. Without questions
 * and without costs null. A refused question leaves a hole that says so: there is still a plan.
 */
export async function moneyOf(
  call: Call,
  region: string,
  questions: MoneyQuestions | undefined,
  costs = false,
): Promise<PlanMoney | null> {
  if (!questions) {
    return costs
      ? {
          before: null,
          after: null,
          today: null,
          todayIs: 'unknown',
          paid: null,
          refundUnknown: false,
          ends: null,
          missing: NOT_KNOWN,
        }
      : null
  }
  const asked = new Map<PriceCall, Promise<Priced | Missing>>()
  const ask = (question: PriceCall | undefined) => {
    if (!question) return undefined
    const known = asked.get(question) ?? quoteOf(call, region, question)
    asked.set(question, known)
    return known
  }
  const answers = await Promise.all([ask(questions.before), ask(questions.after), ask(questions.today)])
  const [before = null, after = null, today = null] = answers.map((one) => (isPriced(one) ? one : null))
  const { withoutOrder = 'unknown', paid = null, refundUnknown = false, ends } = questions
  const to = ends?.after ? monthsLater(ends.after, ends.months) : null
  return {
    before,
    after,
    today,
    todayIs: today ? 'due' : questions.today ? 'unknown' : withoutOrder,
    paid,
    refundUnknown,
    ends: ends && to !== null ? { from: ends.after, to, months: ends.months } : null,
    missing: (answers.find((one) => one && !isPriced(one)) as Missing | undefined) ?? null, // neither a price nor nothing
  }
}

const isPriced = (told: Priced | Missing | undefined): told is Priced => told != null && 'amount' in told

/** One quote, or why there is none. */
export async function quoteOf(call: Call, region: string, question: PriceCall): Promise<Priced | Missing> {
  const { operation, input, order, of, unit, count } = question
  try {
    const { data, requestId } = await call(operation, input, { region })
    const quote = question.read(data)
    if (!quote) return NOT_KNOWN
    const source = { kind: 'quote', operation: operation.name, order, requestId: requestId ?? null } as const
    return { ...quote, of, unit, count, monthly: monthlyOf({ ...quote, unit, count }), source }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { why: 'refused', code: error.code ?? null, message: error.vendorMessage ?? null }
  }
}

/** What is to be paid for the change itself, as lists show it. */
export function shortPrice(money: PlanMoney | null): Price | null {
  const priced = money?.today ?? (money?.todayIs === 'later' ? null : money?.after)
  if (!priced || priced.source.kind !== 'quote') return null
  const { of, amount, original, discount, currency, unit, source } = priced
  return {
    of: of === 'this' ? 'order' : 'purchase',
    amount,
    original,
    discount,
    currency,
    per: unit === 'hour' ? 'hour' : 'once',
    requestId: source.requestId,
  }
}
