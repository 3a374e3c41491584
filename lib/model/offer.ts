import { z } from 'zod'
import { Reason } from './action'
import { ARCHITECTURES, ServiceIdSchema } from './instance'
import { PlanMoney, Priced } from './plan-money'

/** Where a fact comes from: a call that was just answered, by its operation, or a section of the manual. */
export const OfferSource = z.object({ from: z.enum(['live', 'manual']), name: z.string() })
export type OfferSource = z.infer<typeof OfferSource>

/**
 * A size that can be bought, or that an instance can be changed to. Figures are limits of the whole instance, and null
 * where no source has them: unknown, never zero. Memory in MB, bandwidth in Mbit/s.
 */
export const ClassOffer = z.object({
  /** Names it within its service: the class, `<class>*<shards>` where shards are chosen, or `<n>GB` without classes. */
  id: z.string(),
  /** The vendor's class; null where the cloud sells capacities. */
  class: z.string().nullable(),
  /** What the parameters of `spec` (and the order of a new one) say for it. */
  choice: z.object({
    class: z.string().optional(),
    shards: z.number().int().optional(),
    gb: z.number().int().optional(),
  }),
  engine: z.enum(['redis', 'memcached']),
  /** The vendor's own words; null where it has none. */
  edition: z.string().nullable(),
  series: z.string().nullable(),
  architecture: z.enum(ARCHITECTURES),
  versions: z.array(z.string()),
  /** Zones it is offered in now; null: the cloud does not tell by zone. */
  zones: z.array(z.string()).nullable(),
  memoryMb: z.number().nullable(),
  shards: z.number().int().nullable(),
  replicas: z.number().int().nullable(),
  connections: z.number().nullable(),
  bandwidthMbps: z.number().nullable(),
  qps: z.number().nullable(),
  /** Who says that it is offered. */
  offeredBy: OfferSource,
  /** Who says its figures; empty when nobody does. */
  figuresFrom: z.array(OfferSource),
  /** Why not; null: it can be bought, or changed to. */
  refused: Reason.nullable(),
  /** Of an instance: it holds what is in use, and leaves less free than it should. Null: it does not, or nobody tells. */
  tight: Reason.nullable().optional(),
  /** What the instance is now. Always false for creation. */
  current: z.boolean(),
})
export type ClassOffer = z.infer<typeof ClassOffer>

export const OfferChargeType = z.enum(['subscription', 'pay-as-you-go'])
export type OfferChargeType = z.infer<typeof OfferChargeType>

const name = z.string().min(1).max(100)
const region = z.string().regex(/^[A-Za-z0-9-]{2,40}$/)

/** GET /api/offers: what can be bought. Viewers in scope. Left out, `zone`, `engine` and `version` do not filter. */
export const OffersQuery = z.strictObject({
  accountId: name,
  service: ServiceIdSchema,
  region,
  zone: name.optional(),
  engine: z.enum(['redis', 'memcached']).optional(),
  version: name.optional(),
  chargeType: OfferChargeType,
})
export type OffersQuery = z.infer<typeof OffersQuery>

/** Smallest first. */
export const OfferList = z.object({
  items: z.array(ClassOffer),
  /** When the cloud was asked. */
  at: z.string(),
})
export type OfferList = z.infer<typeof OfferList>

/** GET /api/instances/[ref]/offers: what it could become. Viewers in scope. */
export const InstanceOffers = OfferList.extend({
  /** Why its size cannot be changed at all now, by the facts that the inventory has; null: it can. */
  refused: Reason.nullable(),
  factsAt: z.string(),
})
export type InstanceOffers = z.infer<typeof InstanceOffers>

/** GET /api/instances/[ref]/usage: what is in use now, memory in MB. Null: nobody tells. Viewers in scope. */
export const InstanceUsage = z.object({
  usedMemoryMb: z.number().nullable(),
  connections: z.number().nullable(),
  at: z.string(),
})
export type InstanceUsage = z.infer<typeof InstanceUsage>

/** POST /api/offers/prices: a read. With `ref`, of changing that instance; else of buying. */
export const OfferPricesAsk = z.strictObject({
  accountId: name,
  service: ServiceIdSchema,
  region,
  zone: name.optional(),
  chargeType: OfferChargeType,
  /** Of a subscription that is bought. */
  months: z.number().int().min(1).max(36).optional(),
  ref: z.string().max(300).optional(),
  /** `ClassOffer.id`s. */
  classes: z.array(name).min(1).max(20),
})
export type OfferPricesAsk = z.infer<typeof OfferPricesAsk>

export const OfferPrice = z.object({
  id: z.string(),
  /**
   * What having it costs: per hour, or for `months` (one month with `ref`). All rows of one answer have the same unit
   * and count. Null: no price known.
   */
  price: Priced.nullable(),
  /** Why there is none: nobody quotes it, or its cloud refused the question. */
  missing: PlanMoney.shape.missing,
  /** With `ref`, of a dearer class for a subscription: what the order costs now. Null: nothing, or not known. */
  order: Priced.nullable(),
  /** With `ref`: by the price, whether it is an upgrade or a downgrade for its cloud; null: cannot tell. */
  direction: z.enum(['up', 'down', 'same']).nullable(),
})
export type OfferPrice = z.infer<typeof OfferPrice>

/** In the order asked. `before`: with `ref`, what the instance costs as it is. */
export const OfferPrices = z.object({
  items: z.array(OfferPrice),
  before: Priced.nullable(),
  /** Its cloud tells no prices and no rate card has a line of the service: no other class has a price either. */
  noneKnown: z.boolean(),
})
export type OfferPrices = z.infer<typeof OfferPrices>

/** What the parameters of `spec` say for an offer, from its id: `redis.s.small.basic*4`, `16GB`, or a class. */
export function choiceOf(id: string): ClassOffer['choice'] {
  const gb = /^(\d+)GB$/.exec(id)?.[1]
  if (gb) return { gb: Number(gb) }
  const [, name, shards] = /^(.+)\*(\d+)$/.exec(id) ?? []
  return name && shards ? { class: name, shards: Number(shards) } : { class: id }
}
