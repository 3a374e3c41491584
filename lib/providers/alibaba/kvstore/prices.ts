import type { z } from 'zod'
import { decimalOf } from '@/lib/model/money'
import type { Output } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import { orNull } from '@/lib/providers/facts'
import type { PriceAsk } from '@/lib/providers/offers'
import { type MoneyQuestions, type PriceCall, priceCall, type Quote } from '@/lib/providers/prices'
import { kvstoreOperations as op } from './catalog'
import { months as monthCount } from './operations/order-fields'

export type MonthCount = z.output<ReturnType<typeof monthCount>>

/** What DescribePrice answers (10.1): the amount to pay is TradeAmount, in the answer's own currency. */
export function readPrice({ Order: order, Rules: rules }: Output<typeof op.DescribePrice>): Quote | null {
  const amount = decimalOf(order.TradeAmount)
  if (amount === null) return null
  return {
    amount,
    original: decimalOf(order.OriginalAmount),
    discount: decimalOf(order.DiscountAmount),
    currency: orNull(order.Currency),
    coupons: (order.Coupons?.Coupon ?? []).map(({ CouponNo, Name, Description, IsSelected }) => ({
      code: orNull(CouponNo),
      name: orNull(Name),
      description: orNull(Description),
      applied: String(IsSelected) === 'true',
    })),
    promotions: (rules?.Rule ?? []).map(({ RuleDescId, Name, Title }) => ({
      id: orNull(RuleDescId),
      name: orNull(Name),
      title: orNull(Title),
    })),
  }
}

const isSubscription = ({ detail }: Target) => detail.facts.chargeType === 'subscription'

/** Its class where the cloud told it, else its memory: the operation wants one of them. */
const sizeOf = ({ detail: { facts } }: Target) =>
  facts.class === null ? { Capacity: facts.memoryMb ?? undefined } : { InstanceClass: facts.class }

const placeOf = ({ region, detail }: Target) => ({ region, zone: detail.facts.zone })

/** Buying one: by the hour, or for so many months. */
const buy = (
  { region, zone }: { region: string; zone?: string | null },
  size: { InstanceClass?: string; Capacity?: number },
  months: MonthCount | 'by-hour',
): PriceCall =>
  priceCall(op.DescribePrice, {
    order: 'BUY',
    of: 'purchase',
    unit: months === 'by-hour' ? 'hour' : 'month',
    count: months === 'by-hour' ? 1 : months,
    read: readPrice,
    input: {
      ...size,
      RegionId: region,
      OrderType: 'BUY',
      ZoneId: zone ?? undefined,
      ...(months === 'by-hour' ? { ChargeType: 'PostPaid' } : { ChargeType: 'PrePaid', Period: months }),
    },
  })

/** What it costs now, as if it were bought today: the cloud does not tell what was paid. */
export const presentPrice = (target: Target): PriceCall =>
  buy(placeOf(target), sizeOf(target), isSubscription(target) ? 1 : 'by-hour')

const upgrade = (target: Target, to: string): PriceCall => {
  const { id, region } = target
  const subscription = isSubscription(target)
  return priceCall(op.DescribePrice, {
    order: 'UPGRADE',
    of: 'this',
    unit: subscription ? 'once' : 'hour',
    count: 1,
    read: readPrice,
    input: {
      RegionId: region,
      OrderType: 'UPGRADE',
      InstanceId: id,
      InstanceClass: to,
      ChargeType: subscription ? 'PrePaid' : 'PostPaid',
    },
  })
}

export const renewalPrice = ({ id, region }: Target, months: MonthCount): PriceCall =>
  priceCall(op.DescribePrice, {
    order: 'RENEW',
    of: 'this',
    unit: 'month',
    count: months,
    read: readPrice,
    input: { RegionId: region, OrderType: 'RENEW', InstanceId: id, Period: months, ChargeType: 'PrePaid' },
  })

/** There is no order type for a downgrade: the cloud can only be asked what buying the smaller class costs. */
export function moneyOfSpec(
  target: Target,
  { class: to, downgrade, pay }: { class: string; downgrade: boolean; pay: boolean },
): MoneyQuestions {
  const before = presentPrice(target)
  if (!isSubscription(target)) return { before, after: upgrade(target, to), withoutOrder: 'by-hour' }
  const after = buy(placeOf(target), { InstanceClass: to }, 1)
  if (downgrade) return { before, after, withoutOrder: 'unknown', refundUnknown: true, paid: pay }
  return { before, after, today: upgrade(target, to), paid: pay }
}

export function moneyOfRenewal(target: Target, { months, pay }: { months: MonthCount; pay: boolean }): MoneyQuestions {
  const order = renewalPrice(target, months)
  const ends = { months, after: target.detail.facts.expiresAt }
  return { before: presentPrice(target), after: order, today: order, paid: pay, ends }
}

/** There is no order type for the switch to a subscription either: it is told what buying one costs. */
export const subscriptionPrice = (target: Target, months: MonthCount): PriceCall => buy(target, sizeOf(target), months)

export function moneyOfSubscription(
  target: Target,
  { months, pay }: { months: MonthCount; pay: boolean },
): MoneyQuestions {
  const order = subscriptionPrice(target, months)
  const ends = { months, after: new Date().toISOString(), isFirst: true }
  return { before: presentPrice(target), after: order, today: order, paid: pay, refundUnknown: true, ends }
}

const PERIODS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12]
const isPeriod = (months: number): months is MonthCount => PERIODS.includes(months)

/** What renewing for so long costs; there is no price for some numbers of months. */
export const renewalFor = (target: Target, months: number): PriceCall | undefined =>
  isPeriod(months) ? renewalPrice(target, months) : undefined

/** What each renewal will cost, as far as it can be asked: there is no price for 10 and 11 months. */
export function moneyOfAutoRenewal(
  target: Target,
  { on, months = 1 }: { on: boolean; months?: number },
): MoneyQuestions {
  const before = presentPrice(target)
  return { before, after: on ? renewalFor(target, months) : undefined, withoutOrder: 'later' }
}

/** What having that class costs; there is no price for some numbers of months. */
export function priceOfBuying({ chargeType, months, class: InstanceClass, ...place }: PriceAsk): PriceCall | undefined {
  if (chargeType !== 'subscription') return buy(place, { InstanceClass }, 'by-hour')
  const period = monthCount().safeParse(months)
  return period.success ? buy(place, { InstanceClass }, period.data) : undefined
}
