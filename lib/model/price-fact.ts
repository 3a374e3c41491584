import { z } from 'zod'
import { PRICE_QUESTIONS } from './cost'
import { ServiceIdSchema } from './instance'
import { Decimal } from './money'
import { AMOUNT_UNITS, Coupon, Promotion } from './plan-money'

/** Answers in force, or those before them as well. */
export const PRICE_SHOWS = ['now', 'all'] as const
export const PriceShow = z.enum(PRICE_SHOWS)
export type PriceShow = z.infer<typeof PriceShow>

/** What a cloud answered to one question for a price, as it is kept, from the first answer that said this to the last. */
export const PriceFact = z.object({
  id: z.number().int(),
  ref: z.string(),
  service: ServiceIdSchema,
  region: z.string(),
  instanceId: z.string(),
  /** Empty: it has none, or it is gone. */
  name: z.string(),
  /** False: it is gone, and has no page. */
  there: z.boolean(),
  accountName: z.string(),
  asked: z.enum(PRICE_QUESTIONS),
  operation: z.string(),
  /** The kind of order, in the cloud's word. */
  orderType: z.string(),
  /** What is payable, for `count` hours or months. */
  amount: Decimal,
  currency: z.string().nullable(),
  unit: z.enum(AMOUNT_UNITS),
  count: z.number().int(),
  /** Before what was taken off, and what was; null: not told. */
  original: Decimal.nullable(),
  discount: Decimal.nullable(),
  coupons: z.array(Coupon),
  promotions: z.array(Promotion),
  /** Of the last answer that said this. */
  requestId: z.string().nullable(),
  toldAt: z.string(),
  confirmedAt: z.string(),
  /** When another answer took its place; null: it is in force. */
  endedAt: z.string().nullable(),
})
export type PriceFact = z.infer<typeof PriceFact>

/** GET /api/costs/prices?q=&show=&before= : newest first; `before` is an id of the page before. */
export const PriceFacts = z.object({
  items: z.array(PriceFact),
  /** How many there are; null where a page before said it. */
  matched: z.number().int().nullable(),
  next: z.number().int().nullable(),
})
export type PriceFacts = z.infer<typeof PriceFacts>
