import { z } from 'zod'
import { Decimal } from './money'

/** Hours that a monthly figure of something billed by the hour assumes: those of a year, over twelve. */
export const HOURS_A_MONTH = 730

/** Where an amount is known from. */
export const MoneySource = z.discriminatedUnion('kind', [
  /** The cloud answered it in this very plan. */
  z.object({
    kind: z.literal('quote'),
    /** Name of the cloud's operation, and the kind of order it was asked about, in the cloud's words. */
    operation: z.string(),
    order: z.string(),
    requestId: z.string().nullable(),
  }),
  /** A line of our own rate card: never an offer of the cloud. */
  z.object({ kind: z.literal('estimate'), cardVersion: z.number().int(), validFrom: z.string() }),
])
export type MoneySource = z.infer<typeof MoneySource>

export const Coupon = z.object({
  code: z.string().nullable(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  /** It is taken off the amount already. */
  applied: z.boolean(),
})
export const Promotion = z.object({
  id: z.string().nullable(),
  name: z.string().nullable(),
  title: z.string().nullable(),
})

export const AMOUNT_UNITS = ['hour', 'month', 'once'] as const

/** An amount as it was told, with what it is for and where it is known from. */
export const Priced = z.object({
  amount: Decimal,
  currency: z.string().nullable(),
  /** The amount is for so many hours or months, or is paid once. */
  unit: z.enum(AMOUNT_UNITS),
  count: z.number().int().min(1),
  /** Before what was taken off, and what was; null when not told. */
  original: Decimal.nullable(),
  discount: Decimal.nullable(),
  /**
   * The same per month, to the cent: exact for one month, a twelfth of a year's, `HOURS_A_MONTH` hours. Null for what is
   * paid once.
   */
  monthly: Decimal.nullable(),
  /** `purchase`: of buying the target, because the cloud quotes no such change. */
  of: z.enum(['this', 'purchase']),
  source: MoneySource,
  coupons: z.array(Coupon),
  promotions: z.array(Promotion),
})
export type Priced = z.infer<typeof Priced>

/**
 * `due`: `today` is what the order costs. `by-hour`: nothing now, hours are billed as they pass. `later`: nothing now,
 * the renewals are paid when they come. `unknown`: nobody told.
 */
export const TODAY_IS = ['due', 'by-hour', 'later', 'unknown'] as const

/** Why an amount is missing: no price operation and no line of a rate card, or the cloud refused the question. */
export const MONEY_MISSING = ['no-price-known', 'refused'] as const

/** What a plan knows of money. Null is "no price known", never nothing to pay. */
export const PlanMoney = z.object({
  /** What runs now, and what will run, per hour or for months. */
  before: Priced.nullable(),
  after: Priced.nullable(),
  /** What the order itself costs. */
  today: Priced.nullable(),
  todayIs: z.enum(TODAY_IS),
  /** The order is paid by itself; otherwise it waits in the cloud's own console. Null: its cloud knows no such choice. */
  paid: z.boolean().nullable(),
  /** Something may be paid back, and no cloud tells how much. */
  refundUnknown: z.boolean(),
  /** When it ends now, and will. The cloud's answer has the last word. */
  ends: z.object({ from: z.string().nullable(), to: z.string(), months: z.number().int() }).nullable(),
  missing: z
    .object({ why: z.enum(MONEY_MISSING), code: z.string().nullable(), message: z.string().nullable() })
    .nullable(),
})
export type PlanMoney = z.infer<typeof PlanMoney>
