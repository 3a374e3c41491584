import type { Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { billingOf } from '../../world/billing'
import { charge, customerOf } from '../../world/customers'
import type { CacheInstance } from '../../world/instance'
import { OFFERS, type Offer } from '../../world/sizes'

const SERVICE = 'alibaba-kvstore'
const ENGINES = { Redis: 'redis', Memcache: 'memcached' } as const

/** The class that an order means: by its code, else the standard one of that many MB. */
export function offerOf(wanted: { className?: string; capacity?: number; engine?: 'Redis' | 'Memcache' }): Offer {
  const engine = wanted.engine && ENGINES[wanted.engine]
  const offers = OFFERS[SERVICE].filter((offer) => engine === undefined || offer.engine === engine)
  if (wanted.className) {
    const found = offers.find((offer) => offer.class === wanted.className)
    if (!found) throw refuse(404, 'InvalidDBInstanceClass.NotFound', 'Specified instance class is not found.')
    return found
  }
  if (wanted.capacity === undefined)
    throw refuse(400, 'MissingClassCode', 'Either Capacity or InstanceClass must be specified.')
  const found = offers.find(({ memoryMb, nodeType }) => memoryMb === wanted.capacity && nodeType === 'double')
  if (!found) throw refuse(400, 'InvalidCapacity.NotFound', 'The Capacity provided does not exist in our records.')
  return found
}

/** What an instance is now, as something that has a price. */
export const sizeNow = (instance: CacheInstance): Offer => ({
  ...instance,
  nodeType: instance.class.startsWith('redis.basic.') ? 'single' : 'double',
  cpu: 1,
})

/** The first half of every order: who orders must be known and able to pay at all. */
export function admitCustomer(scene: Scene): void {
  const { realName, paymentMethod } = customerOf(scene.world, scene.owner)
  if (!realName)
    throw refuse(403, 'RealNameAuthenticationError', 'Your account has not passed the real-name authentication yet.')
  if (!paymentMethod)
    throw refuse(400, 'PaymentMethodNotFound', 'No payment method has been registered on the account.')
}

/** Takes the price of an order that is paid by itself. */
export function pay(scene: Scene, amount: number): void {
  if (!charge(customerOf(scene.world, scene.owner), amount))
    throw refuse(400, 'InsufficientBalance', 'Your account does not have enough balance.')
}

/** Refuses a change while an order that renews with another class waits. */
export function noChangeWaits(scene: Scene, instance: CacheInstance): void {
  if (changeWaits(instance, scene.world.now()))
    throw refuse(400, 'HasRenewChangeOrder', 'A renewal order with a specification change exists already.')
}
export const changeWaits = (instance: CacheInstance, now: number) => (billingOf(instance).changeUntil ?? 0) > now

/** Size fields of an offer, and the architecture that comes with them. */
export const becoming = (offer: Offer) => ({
  size: {
    class: offer.class,
    memoryMb: offer.memoryMb,
    shards: offer.shards,
    connections: offer.connections,
    bandwidth: offer.bandwidth,
    qps: offer.qps,
  },
  change: {
    architecture: offer.architecture,
    readOnlyNodes: Number(/\.(\d)rodb/.exec(offer.class)?.[1] ?? 0),
  },
})
