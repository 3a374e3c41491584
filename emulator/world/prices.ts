import type { Offer } from './sizes'

/** Yuan a month for a GB of each architecture. The vendors print no prices: these are made up, and always the same. */
const PER_GB = { standard: 46, cluster: 54, rwsplit: 72 } as const
const BASE = 24
const REGION_FACTOR: Readonly<Record<string, number>> = {
  'cn-hongkong': 1.4,
  'ap-southeast-1': 1.45,
  'cn-huhehaote': 0.85,
}
/** What a subscription of so many months costs less than that many single months. */
const DISCOUNTS = [
  { months: 36, off: 0.5, id: 10_036, name: '3-year purchase, 50% off', title: '包三年五折' },
  { months: 24, off: 0.3, id: 10_024, name: '2-year purchase, 30% off', title: '包两年七折' },
  { months: 12, off: 0.15, id: 10_012, name: '1-year purchase, 15% off', title: '包年八五折' },
] as const
export type Discount = (typeof DISCOUNTS)[number]

const HOURS_A_MONTH = 720
/** Pay-as-you-go costs more than the same hours of a subscription. */
const HOURLY_SURCHARGE = 1.5

type Priced = Pick<Offer, 'class' | 'memoryMb' | 'engine' | 'architecture' | 'nodeType'> & { readOnlyNodes?: number }

export const cents = (amount: number) => Math.round(amount * 100) / 100
/** Hours are priced to a tenth of a cent. */
export const mills = (amount: number) => Math.round(amount * 1_000) / 1_000

/** What a month of this size costs in a region. */
export function monthly(size: Priced, region: string): number {
  const nodes = 1 + (size.readOnlyNodes ?? Number(/\.(\d)rodb/.exec(size.class)?.[1] ?? 0)) * 0.5
  const kind = (size.nodeType === 'single' ? 0.6 : 1) * (size.engine === 'memcached' ? 0.9 : 1)
  const tier = size.class.includes('.special') ? 1.3 : 1
  const gigabytes = size.memoryMb / 1_024
  return cents((BASE + gigabytes * PER_GB[size.architecture]) * nodes * kind * tier * (REGION_FACTOR[region] ?? 1))
}

/** What an hour of pay-as-you-go costs. */
export const hourly = (size: Priced, region: string) =>
  mills((monthly(size, region) / HOURS_A_MONTH) * HOURLY_SURCHARGE)

export interface Quote {
  original: number
  discount: number
  trade: number
  rule: Discount | undefined
}

export const quote = (original: number, discount = 0, rule?: Discount): Quote => ({
  original,
  discount: cents(discount),
  trade: mills(original - cents(discount)),
  rule,
})

/** A subscription of that many months, with what a longer one saves. */
export function subscription(size: Priced, region: string, months: number): Quote {
  const original = cents(monthly(size, region) * months)
  const rule = DISCOUNTS.find((one) => months >= one.months)
  return quote(original, original * (rule?.off ?? 0), rule)
}

/** What the rest of a subscription costs more in another size; nothing for a cheaper one, whose refund nobody promises. */
export function upgrade(from: Priced, to: Priced, region: string, restMs: number): Quote {
  const aMonth = monthly(to, region) - monthly(from, region)
  return quote(cents(Math.max(0, (aMonth * restMs) / (30 * 86_400_000))))
}

/** The one coupon that every customer holds. */
export const COUPON = {
  code: 'demo-coupon-100',
  name: '100 yuan off',
  description: 'Takes 100 yuan off a subscription of 500 yuan or more',
  off: 100,
  from: 500,
} as const

/** What the coupon takes off an order of subscriptions; nothing without it, or off an order that is too small. */
export const couponOff = (original: number, code: string | undefined): number =>
  code === COUPON.code && original >= COUPON.from ? COUPON.off : 0
