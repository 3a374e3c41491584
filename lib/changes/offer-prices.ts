import { setMaxListeners } from 'node:events'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { parse } from '@/lib/bff/parse'
import { fieldProblem } from '@/lib/bff/problem'
import { keyOf } from '@/lib/model/instance'
import { compare } from '@/lib/model/money'
import { choiceOf, type OfferPrice, type OfferPrices, type OfferPricesAsk } from '@/lib/model/offer'
import type { Priced } from '@/lib/model/plan-money'
import { estimateFor, type LoadedCard, type RateQuestion } from '@/lib/model/rate-card'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { OFFERS_OF } from '@/lib/providers/offer-registry'
import type { MoneyQuestions, PriceCall } from '@/lib/providers/prices'
import { cardAt } from '@/lib/rates/store'
import { quoteOf } from './money'
import { knownTarget } from './offers'

type Told = Pick<OfferPrice, 'price' | 'missing'>
const NO_PRICE: Told = { price: null, missing: { why: 'no-price-known', code: null, message: null } }

/**
 * What classes cost, each asked for at the same time; the account's limits say how many calls go at once. A price that
 * nobody tells is a hole that says so, never an error. Throws `not-found`, `forbidden-scope`, `bad-input`.
 */
export async function pricesOfOffers(
  actor: Actor,
  ask: OfferPricesAsk,
  signal?: AbortSignal,
  lane: 'interactive' | 'background' = 'interactive',
): Promise<OfferPrices> {
  const { accountId, ref } = ask
  // Every price that is asked for listens to it.
  if (signal) setMaxListeners(0, signal)
  const { call } = await doorFor({ actor, accountId, lane, signal })
  const ids = [...new Set(ask.classes)]
  const { sizeOf } = OFFERS_OF[ask.service]
  const card = sizeOf && (await cardAt())
  const noneKnown = sizeOf !== undefined && !card?.lines.some(({ service }) => service === ask.service)
  if (ref === undefined) {
    const items = await Promise.all(
      ids.map(async (id) => ({ ...NEITHER, id, ...(await priceOfBuying(call, ask, card, id)) })),
    )
    return { items, before: null, noneKnown }
  }
  const key = keyOf(ref)
  if (!key || key.accountId !== accountId || key.service !== ask.service || key.region !== ask.region)
    throw fieldProblem('ref', 'invalid')
  const { target } = await knownTarget(key)
  const { facts } = target.detail
  if (sizeOf) {
    const common = { service: ask.service, region: ask.region, chargeType: facts.chargeType }
    const { class: of, memoryMb, shards } = facts
    const before = estimateFor(card, { ...common, class: of, memoryMb, shards })
    const items = ids.map((id) => {
      const told = estimated(card, { ...common, ...sizeOf(choiceOf(id)) })
      return { ...told, id, order: null, direction: directionOf(before, told.price) }
    })
    return { items, before, noneKnown }
  }
  const questions = ids.map((id) => ({ id, asked: questionsOf(ask, target, id) }))
  // Each of them would ask what the instance costs as it is: once is enough.
  const asking = quoted(call, ask.region, questions.find(({ asked }) => asked?.before)?.asked?.before)
  const [before, items] = await Promise.all([
    asking,
    Promise.all(questions.map((one) => priceOfChange(call, ask.region, { ...one, before: asking }))),
  ])
  return { items, before: before.price, noneKnown: false }
}

const NEITHER = { order: null, direction: null }

/** What its cloud quotes. */
async function quoted(call: Call, region: string, question: PriceCall | undefined): Promise<Told> {
  if (!question) return NO_PRICE
  const told = await quoteOf(call, region, question)
  return told && 'amount' in told ? { price: told, missing: null } : { price: null, missing: told }
}

/** What our rate card says, of services whose clouds quote nothing. */
function estimated(card: LoadedCard | undefined, question: RateQuestion): Told {
  const price = estimateFor(card, question)
  return price ? { price, missing: null } : NO_PRICE
}

/** The one place where an offer to buy gets its price: a quote, or an estimate where there are none. */
function priceOfBuying(call: Call, ask: OfferPricesAsk, card: Card, id: string): Promise<Told> | Told {
  const { service, region, zone, chargeType, months = 1 } = ask
  const choice = choiceOf(id)
  const { priceOfBuying: question, sizeOf } = OFFERS_OF[service]
  if (sizeOf) return estimated(card, { service, region, chargeType, months, ...sizeOf(choice) })
  return quoted(
    call,
    region,
    choice.class ? question?.({ region, zone, chargeType, months, class: choice.class }) : undefined,
  )
}
type Card = LoadedCard | undefined

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
  before: Promise<Told>
}

async function priceOfChange(call: Call, region: string, { id, asked, before }: Change): Promise<OfferPrice> {
  const [after, now] = await Promise.all([quoted(call, region, asked?.after), before])
  const direction = directionOf(now.price, after.price)
  // A cheaper class is no upgrade: its cloud knows no such order, and would quote something else.
  const order = direction === 'up' && asked?.today ? await quoted(call, region, asked.today) : undefined
  return { id, ...after, order: order?.price ?? null, direction }
}

/** The manual of Alibaba (7.6): the price decides what is an upgrade, not the memory. */
export function directionOf(from: Priced | null, to: Priced | null): OfferPrice['direction'] {
  if (!from || !to || from.currency !== to.currency || from.unit !== to.unit || from.count !== to.count) return null
  const order = compare(to.amount, from.amount)
  return order > 0 ? 'up' : order < 0 ? 'down' : 'same'
}
