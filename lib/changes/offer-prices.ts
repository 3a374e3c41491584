import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { parse } from '@/lib/bff/parse'
import { fieldProblem } from '@/lib/bff/problem'
import { keyOf } from '@/lib/model/instance'
import { compare } from '@/lib/model/money'
import { choiceOf, type OfferPrice, type OfferPrices, type OfferPricesAsk } from '@/lib/model/offer'
import type { PlanMoney, Priced } from '@/lib/model/plan-money'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { OFFERS_OF } from '@/lib/providers/offer-registry'
import type { MoneyQuestions, PriceCall } from '@/lib/providers/prices'
import { quoteOf } from './money'
import { knownTarget } from './offers'

type Told = Pick<OfferPrice, 'price' | 'missing'>
const NOT_KNOWN: PlanMoney['missing'] = { why: 'no-price-known', code: null, message: null }

/**
 * What classes cost, each asked for at the same time; the account's limits say how many calls go at once. A price that
 * nobody tells is a hole that says so, never an error. Throws `not-found`, `forbidden-scope`, `bad-input`.
 */
export async function pricesOfOffers(actor: Actor, ask: OfferPricesAsk, signal?: AbortSignal): Promise<OfferPrices> {
  const { accountId, ref } = ask
  const { call } = await doorFor({ actor, accountId, lane: 'interactive', signal })
  const ids = [...new Set(ask.classes)]
  if (ref === undefined) {
    const items = await Promise.all(
      ids.map(async (id) => ({ ...NEITHER, id, ...(await priceOfBuying(call, ask, id)) })),
    )
    return { items, before: null }
  }
  const key = keyOf(ref)
  if (!key || key.accountId !== accountId || key.service !== ask.service || key.region !== ask.region)
    throw fieldProblem('ref', 'invalid')
  const { target } = await knownTarget(key)
  const questions = ids.map((id) => ({ id, asked: questionsOf(ask, target, id) }))
  // Each of them would ask what the instance costs as it is: once is enough.
  const before = await priceOf(call, ask, questions.find(({ asked }) => asked?.before)?.asked?.before)
  const items = await Promise.all(questions.map(({ id, asked }) => priceOfChange(call, ask, { id, asked, before })))
  return { items, before: before.price }
}

const NEITHER = { order: null, direction: null }

/**
 * The one place where an offer gets its price: what its cloud quotes. An estimate, for clouds that quote nothing, is
 * put here, in the place of `NOT_KNOWN`.
 */
async function priceOf(call: Call, { region }: OfferPricesAsk, question: PriceCall | undefined): Promise<Told> {
  if (!question) return { price: null, missing: NOT_KNOWN }
  const told = await quoteOf(call, region, question)
  return told && 'amount' in told ? { price: told, missing: null } : { price: null, missing: told }
}

/** What buying it costs. Capacities without a class are quoted nowhere. */
function priceOfBuying(call: Call, ask: OfferPricesAsk, id: string): Promise<Told> {
  const { service, region, zone, chargeType, months = 1 } = ask
  const { class: name } = choiceOf(id)
  const question = name && OFFERS_OF[service].priceOfBuying?.({ region, zone, chargeType, months, class: name })
  return priceOf(call, ask, question || undefined)
}

/** The questions of the action itself, as its plan puts them; an upgrade until the prices say otherwise. */
function questionsOf({ service }: OfferPricesAsk, target: Target, id: string): MoneyQuestions | undefined {
  const action = ACTIONS_OF[service].spec
  if (!action?.money) return undefined
  const params = parse(action.params, choiceOf(id), 'bad-input') as Record<string, unknown> // parameters are objects
  return action.money(target, params)
}

interface Change {
  id: string
  asked: MoneyQuestions | undefined
  before: Told
}

async function priceOfChange(call: Call, ask: OfferPricesAsk, { id, asked, before }: Change): Promise<OfferPrice> {
  const after = await priceOf(call, ask, asked?.after)
  const direction = directionOf(before.price, after.price)
  // A cheaper class is no upgrade: its cloud knows no such order, and would quote something else.
  const order = direction === 'up' && asked?.today ? await priceOf(call, ask, asked.today) : undefined
  return { id, ...after, order: order?.price ?? null, direction }
}

/** The manual of Alibaba (7.6): the price decides what is an upgrade, not the memory. */
export function directionOf(from: Priced | null, to: Priced | null): OfferPrice['direction'] {
  if (!from || !to || from.currency !== to.currency || from.unit !== to.unit || from.count !== to.count) return null
  const order = compare(to.amount, from.amount)
  return order > 0 ? 'up' : order < 0 ? 'down' : 'same'
}
