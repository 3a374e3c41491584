import type { lifecycleOperations } from '@/lib/providers/alibaba/kvstore/operations/lifecycle'
import type { Behaviours } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { newOrder } from '../../world/billing'
import { endOf } from '../../world/months'
import { monthly, subscription, upgrade } from '../../world/prices'
import { startTask } from '../../world/tasks'
import { idempotent, instanceOf, invalidParameter, iso, runningOf, startOf, unsupported } from './common'
import { recycle } from './create'
import { admitCustomer, becoming, noChangeWaits, offerOf, pay, sizeNow } from './orders'

const CHANGE_WORK = 3

export const lifecycleBehaviours = {
  ModifyInstanceSpec: (scene, { ClientToken, ...input }) =>
    idempotent(scene, 'ModifyInstanceSpec', ClientToken, input, () => {
      const { world } = scene
      const instance = runningOf(scene, input.InstanceId, input.RegionId)
      noChangeWaits(scene, instance)
      admitCustomer(scene)
      const from = sizeNow(instance)
      const to = input.InstanceClass ? offerOf({ className: input.InstanceClass }) : from
      if (to.engine !== instance.engine) throw unsupported()
      if (input.MajorVersion && Number(input.MajorVersion) < Number(instance.version))
        throw invalidParameter('MajorVersion')
      if (instance.chargeType === 'subscription') {
        const dearer = monthly(to, instance.region) - monthly(from, instance.region)
        if (dearer < 0 && input.OrderType !== 'DOWNGRADE') throw invalidParameter('OrderType')
        if (dearer > 0 && input.OrderType === 'DOWNGRADE') throw invalidParameter('OrderType')
        const rest = Math.max(0, (instance.expiresAt ?? 0) - world.now())
        if (input.AutoPay) pay(scene, upgrade(from, to, instance.region, rest).trade)
      }
      const order = { OrderId: newOrder(world) }
      // An order that waits for its payment changes nothing.
      if (!input.AutoPay && instance.chargeType === 'subscription') return order
      const { size, change } = becoming(to)
      const startedAt = startOf(scene, instance, input.EffectiveTime)
      const after = {
        steps: CHANGE_WORK,
        status: 'Normal',
        size,
        change: {
          ...change,
          version: input.MajorVersion ?? instance.version,
          usedMemoryMb: Math.min(instance.usedMemoryMb, size.memoryMb),
        },
      }
      world.enter(instance, 'Changing', after, startedAt)
      startTask(world, instance, { action: 'ModifyDBInstanceSpec', work: CHANGE_WORK, startedAt })
      return order
    }),

  TransformToPrePaid: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    if (instance.chargeType === 'subscription')
      throw refuse(403, 'AlreadyPrePaid', 'The instance is already a subscription.')
    admitCustomer(scene)
    const expiresAt = endOf(world.now(), input.Period)
    const order = { OrderId: newOrder(world), EndTime: iso(expiresAt) }
    if (!input.AutoPay) return order
    pay(scene, subscription(sizeNow(instance), instance.region, input.Period).trade)
    world.enter(instance, 'Transforming', {
      steps: 1,
      status: 'Normal',
      change: { chargeType: 'subscription', expiresAt },
    })
    return order
  },

  DeleteInstance: (scene, { InstanceId, GlobalInstanceId }) => {
    const { world } = scene
    if (GlobalInstanceId) throw invalidParameter('GlobalInstanceId')
    if (instanceOf(scene, InstanceId).chargeType === 'subscription') throw unsupported()
    const instance = runningOf(scene, InstanceId)
    if (instance.releaseProtection)
      throw refuse(403, 'IncorrectDBInstanceLockMode', 'The instance is protected against release.')
    world.enter(instance, 'Released', {
      steps: 1,
      status: 'Released',
      done: () => {
        world.remove('alibaba-kvstore', instance.id)
        recycle(scene, instance)
      },
    })
    return {}
  },
} satisfies Behaviours<typeof lifecycleOperations>
