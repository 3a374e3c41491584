import { type Decimal, over, times } from '@/lib/model/money'
import { monthsLater } from '@/lib/model/month'
import type { Price } from '@/lib/model/plan'
import { HOURS_A_MONTH, type PlanMoney, type Priced } from '@/lib/model/plan-money'
import { estimateFor, type LoadedCard, RatedService } from '@/lib/model/rate-card'
import type { ServiceId } from '@/lib/operation'
import type { Action, Aim, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import type { MoneyQuestions, PriceCall } from '@/lib/providers/prices'
import { cardAt } from '@/lib/rates/store'

export type Missing = NonNullable<PlanMoney['missing']>
export const NOT_KNOWN: Missing = { why: 'no-price-known', code: null, message: null }

/** Of what costs, and nobody tells how much. */
const NOTHING_KNOWN: PlanMoney = {
  before: null,
  after: null,
  today: null,
  todayIs: 'unknown',
  paid: null,
  refundUnknown: false,
  ends: null,
  missing: NOT_KNOWN,
}

/**
 * What our rate card says of a cloud that quotes nothing: the present size and the one aimed at. What is due today, and
 * what is paid back, stays unknown.
 */
export function estimatedMoney(
  card: LoadedCard | undefined,
  service: string,
  { region, detail: { facts } }: Pick<Target, 'region' | 'detail'>,
  aims: readonly Aim[],
): PlanMoney {
  const { class: of, memoryMb, shards, chargeType } = facts
  const now = { service, region, class: of, memoryMb, shards, chargeType }
  const aimed = (field: string) => {
    const aim = aims.find((each) => each.is === 'equal' && each.field === `facts.${field}`)
    return aim?.is === 'equal' ? aim.value : undefined
  }
  const to = { class: aimed('class'), memoryMb: aimed('memoryMb'), shards: aimed('shards') }
  // Of another class the present memory and shards say nothing.
  const kept = to.class === undefined ? now : { ...now, memoryMb: null, shards: null }
  const wanted = {
    ...kept,
    ...(typeof to.class === 'string' && { class: to.class }),
    ...(typeof to.memoryMb === 'number' && { memoryMb: to.memoryMb }),
    ...(typeof to.shards === 'number' && { shards: to.shards }),
  }
  const before = estimateFor(card, now)
  // What costs and leaves the size as it is, such as another node, is on no card.
  const resized = Object.values(to).some((value) => value !== undefined)
  const after = resized ? estimateFor(card, wanted) : null
  const todayIs = facts.chargeType === 'pay-as-you-go' ? 'by-hour' : 'unknown'
  return { ...NOTHING_KNOWN, before, after, todayIs, missing: before && after ? null : NOT_KNOWN }
}

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
  if (!questions) return costs ? NOTHING_KNOWN : null
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
    ends: ends && to !== null ? { from: ends.isFirst ? null : ends.after, to, months: ends.months } : null,
    missing: answers.find((one): one is Missing => one !== undefined && !isPriced(one)) ?? null,
  }
}

export const isPriced = (told: Priced | Missing | undefined): told is Priced => told !== undefined && 'amount' in told

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

/** Asked of its cloud where it quotes prices, else estimated from our rate card. Null: it has nothing to do with money. */
export async function moneyFor(
  call: Call,
  service: ServiceId,
  action: Action,
  target: Target,
  params: Record<string, unknown>,
): Promise<PlanMoney | null> {
  const { costs = false } = action.operation
  const { success: rated } = RatedService.safeParse(service)
  if (costs && rated) return estimatedMoney(await cardAt(), service, target, action.aims(target, params))
  return moneyOf(call, target.region, action.money?.(target, params), costs)
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
