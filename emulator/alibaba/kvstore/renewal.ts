import type { renewalOperations } from '@/lib/providers/alibaba/kvstore/operations/renewal'
import type { Behaviours, Scene } from '../../behaviour'
import { billingOf, newOrder } from '../../world/billing'
import type { CacheInstance } from '../../world/instance'
import { addMonths } from '../../world/months'
import { couponOff, subscription } from '../../world/prices'
import { instanceOf, iso, unsupported } from './common'
import { admitCustomer, becoming, noChangeWaits, offerOf, pay, sizeNow } from './orders'
import { priceBehaviours } from './price'

export const renewalBehaviours = {
  ...priceBehaviours,

  RenewInstance: (scene, input) => {
    const { world } = scene
    const instance = subscriptionOf(scene, input.InstanceId, input.RegionId)
    noChangeWaits(scene, instance)
    admitCustomer(scene)
    const change =
      input.InstanceClass || input.Capacity
        ? offerOf({ className: input.InstanceClass, capacity: input.Capacity })
        : undefined
    if (change && change.engine !== instance.engine) throw unsupported()
    const from = instance.expiresAt ?? world.now()
    const order = { OrderId: newOrder(world), EndTime: iso(addMonths(from, input.Period)) }
    if (!input.AutoPay) return order
    const price = subscription(change ?? sizeNow(instance), instance.region, input.Period)
    pay(scene, price.trade - couponOff(price.original, input.CouponNo))
    renew(scene, instance, input.Period)
    // The new class begins with the new term.
    if (change && from > world.now()) {
      billingOf(instance).changeUntil = from
      world.enter(instance, 'Changing', { steps: 3, status: 'Normal', ...becoming(change) }, from)
    } else if (change) world.enter(instance, 'Changing', { steps: 3, status: 'Normal', ...becoming(change) })
    return order
  },

  RenewMultiInstance: (scene, { InstanceIds, Period }) => {
    const instances = InstanceIds.map((id) => subscriptionOf(scene, id))
    for (const instance of instances) noChangeWaits(scene, instance)
    admitCustomer(scene)
    pay(
      scene,
      instances.reduce((sum, one) => sum + subscription(sizeNow(one), one.region, Period).trade, 0),
    )
    for (const instance of instances) renew(scene, instance, Period)
    return {}
  },

  DescribeInstanceAutoRenewalAttribute: (scene, input) => {
    const { world, owner } = scene
    const instances = input.DBInstanceId
      ? [instanceOf(scene, input.DBInstanceId, input.RegionId)]
      : world.list({ service: 'alibaba-kvstore', region: input.RegionId, owner })
    const subscriptions = instances.filter(({ chargeType }) => chargeType === 'subscription')
    const from = (input.PageNumber - 1) * input.PageSize
    const page = subscriptions.slice(from, from + input.PageSize)
    return {
      Items: {
        Item: page.map((instance) => {
          const { autoRenewMonths } = instance
          return {
            DBInstanceId: instance.id,
            RegionId: instance.region,
            AutoRenew: String(autoRenewMonths !== undefined),
            Duration: autoRenewMonths ?? 0,
          }
        }),
      },
      PageNumber: input.PageNumber,
      PageRecordCount: page.length,
      TotalRecordCount: subscriptions.length,
    }
  },

  ModifyInstanceAutoRenewalAttribute: (scene, input) => {
    const instances = input.DBInstanceId.map((id) => subscriptionOf(scene, id, input.RegionId))
    for (const instance of instances)
      instance.autoRenewMonths = input.AutoRenew === 'true' ? (input.Duration ?? 1) : undefined
    return {}
  },
} satisfies Behaviours<typeof renewalOperations>

function subscriptionOf(scene: Scene, id: string, region?: string): CacheInstance {
  const instance = instanceOf(scene, id, region)
  if (instance.chargeType !== 'subscription') throw unsupported()
  return instance
}

/** Moves the end; an instance that was locked for having ended runs again. */
function renew({ world }: Scene, instance: CacheInstance, months: number): void {
  instance.expiresAt = addMonths(instance.expiresAt ?? world.now(), months)
  if (instance.expiresAt > world.now() && ['Unavailable', 'Inactive'].includes(instance.status)) {
    instance.cycle = undefined
    instance.status = 'Normal'
  }
}
