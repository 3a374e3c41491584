import { BILLING_OFFSET_MINUTES, type CostSource, type CostSum, type ExchangeRates } from '@/lib/model/cost'
import { fromUnits, roundedShare, unitsOf } from '@/lib/model/money'

const UNIT = unitsOf('1')

/** What is summed of an instance: amounts per month in units of `unitsOf`, null where nobody tells them. */
export interface Costed {
  currency: string | null
  monthly: bigint | null
  list: bigint | null
  source: CostSource
  expired: boolean
}

/** Sums of each currency, in units. */
export type Sums = Map<
  string | null,
  { payable: bigint; list: bigint; estimated: bigint; unlisted: bigint; instances: number }
>

/** Gives an amount in the currency that it counts in. */
export type Exchange = (
  amount: bigint,
  currency: string | null,
  at: number,
) => { amount: bigint; currency: string | null }

/** Nothing is converted. */
export const apart: Exchange = (amount, currency) => ({ amount, currency })

/** The rate of a currency that counts on the day of UTC+8 that a time is in. */
export function rateAt({ rates }: Pick<ExchangeRates, 'rates'>, currency: string, at: number) {
  const day = new Date(at + BILLING_OFFSET_MINUTES * 60_000).toISOString().slice(0, 10)
  let best: (typeof rates)[number] | undefined
  for (const rate of rates) {
    if (rate.currency === currency && rate.from <= day && (!best || rate.from > best.from)) best = rate
  }
  return best
}

/**
 * Converts by the rate of the day, each amount by itself and to the cent, so that converted parts add up to the converted
 * whole. What has no rate on that day stays in its currency.
 */
export function exchangeOf(exchange: Pick<ExchangeRates, 'currency' | 'rates'>): Exchange {
  const { currency: into } = exchange
  if (into === null) return apart
  const known = new Map<string, bigint | null>()
  return (amount, currency, at) => {
    if (currency === null || currency === into) return { amount, currency }
    const key = `${currency} ${Math.floor((at + BILLING_OFFSET_MINUTES * 60_000) / 86_400_000)}`
    let rate = known.get(key)
    if (rate === undefined) {
      const found = rateAt(exchange, currency, at)
      rate = found ? unitsOf(found.rate) : null
      known.set(key, rate)
    }
    return rate === null ? { amount, currency } : { amount: roundedShare(amount * rate, UNIT), currency: into }
  }
}

/**
 * By the rate of one day whatever day an amount is of: for what is held against another day, where another rate is no change in
 * cost.
 */
export const byRateOf =
  (exchange: Exchange, day: number): Exchange =>
  (amount, currency) =>
    exchange(amount, currency, day)

/** True when it is in a total: somebody tells its price, and it still runs. */
export const isCounted = ({ monthly, expired }: Costed): boolean => monthly !== null && !expired

/** Adds what an instance costs a month; nothing where it is not counted. */
export function addTo(sums: Sums, costed: Costed, exchange: Exchange, at: number): void {
  if (costed.monthly === null || costed.expired) return
  const { amount, currency } = exchange(costed.monthly, costed.currency, at)
  const list = costed.list === null ? amount : exchange(costed.list, costed.currency, at).amount
  const sum = sums.get(currency)
  const estimated = costed.source === 'estimate' ? amount : 0n
  const unlisted = costed.source === 'estimate' || costed.list === null ? amount : 0n
  if (!sum) {
    sums.set(currency, { payable: amount, list, estimated, unlisted, instances: 1 })
    return
  }
  sum.payable += amount
  sum.list += list
  sum.estimated += estimated
  sum.unlisted += unlisted
  sum.instances += 1
}

/** Largest first. */
export const toCostSums = (sums: Sums): CostSum[] =>
  [...sums]
    .sort(([, a], [, b]) => (a.payable > b.payable ? -1 : a.payable < b.payable ? 1 : 0))
    .map(([currency, { payable, list, estimated, unlisted, instances }]) => ({
      currency,
      payable: fromUnits(payable),
      list: fromUnits(list),
      estimated: fromUnits(estimated),
      unlisted: fromUnits(unlisted),
      instances,
    }))
