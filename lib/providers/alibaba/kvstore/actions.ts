import { z } from 'zod'
import type { InstanceDetail } from '@/lib/model/instance'
import { noted, secret } from '@/lib/operation'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import { kvstoreOperations as op } from './catalog'
import { password } from './operations/inputs'
import { instanceName, months } from './operations/order-fields'
import { moneyOfAutoRenewal, moneyOfRenewal, moneyOfSpec, moneyOfSubscription } from './prices'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const pay = noted(
  z.boolean().default(false),
  'Off: the order waits to be paid in the vendor’s console.',
  '关闭时，订单待在云平台控制台支付。',
)
const isSubscription = ({ facts }: InstanceDetail) => facts.chargeType === 'subscription'
const onlySubscription = (detail: InstanceDetail) =>
  isSubscription(detail) ? null : ({ code: 'not-subscription' } as const)
const onlyRedis = ({ facts }: InstanceDetail) => (facts.engine === 'redis' ? null : ({ code: 'memcached' } as const))

/** What KVStore can do with one instance. An order that is not paid at once changes nothing that can be read. */
export const actions: Actions = {
  rename: action(op.ModifyInstanceAttribute, {
    params: z.strictObject({ name: instanceName() }),
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    input: (target, { name }) => ({ ...at(target), InstanceName: name }),
    aims: (_, { name }) => [{ field: 'facts.name', is: 'equal', value: name }],
  }),
  password: action(op.ModifyInstanceAttribute, {
    params: z.strictObject({ password: secret(password()) }),
    input: (target, params) => ({ ...at(target), NewPassword: params.password }),
  }),
  protection: action(op.ModifyInstanceAttribute, {
    params: z.strictObject({ on: z.boolean() }),
    input: (target, { on }) => ({ ...at(target), InstanceReleaseProtection: on }),
    aims: (_, { on }) => [{ field: 'releaseProtection', is: 'equal', value: on }],
  }),
  maintenance: action(op.ModifyInstanceMaintainTime, {
    params: z.strictObject({ startUtc: timeOfDay, endUtc: timeOfDay }),
    input: (target, { startUtc, endUtc }) => ({
      ...at(target),
      MaintainStartTime: `${startUtc}Z`,
      MaintainEndTime: `${endUtc}Z`,
    }),
    aims: (_, { startUtc, endUtc }) => [
      { field: 'maintenance.startUtc', is: 'equal', value: startUtc },
      { field: 'maintenance.endUtc', is: 'equal', value: endUtc },
    ],
  }),
  // The manual's trap (8.13): unless told otherwise, a restart upgrades the minor version as well.
  restart: action(op.RestartInstance, {
    params: z.strictObject({ upgradeMinorVersion: z.boolean().default(false) }),
    input: (target, { upgradeMinorVersion }) => ({ ...at(target), UpgradeMinorVersion: upgradeMinorVersion }),
  }),
  'switch-ha': action(op.SwitchInstanceHA, {
    params: z.strictObject({ prefer: z.enum(['AvailablePriority', 'ReliabilityPriority', 'DataConsistency']) }),
    refuses: ({ facts }) => (facts.replicas === 0 ? { code: 'no-replica' } : null),
    input: (target, { prefer }) => ({ ...at(target), SwitchType: prefer }),
  }),
  flush: action(op.FlushInstance, {
    params: z.strictObject({}),
    input: ({ id }) => ({ InstanceId: id }),
  }),
  'flush-expired': action(op.FlushExpireKeys, {
    params: z.strictObject({}),
    refuses: onlyRedis,
    input: (target) => at(target),
  }),
  'minor-version': action(op.ModifyInstanceMinorVersion, {
    params: z.strictObject({}),
    input: (target) => at(target),
  }),
  'major-version': action(op.ModifyInstanceMajorVersion, {
    params: z.strictObject({ version: z.enum(['4.0', '5.0']) }),
    refuses: onlyRedis,
    input: (target, { version }) => ({ ...at(target), MajorVersion: version }),
    aims: (_, { version }) => [{ field: 'facts.version', is: 'equal', value: version }],
  }),
  'move-zone': action(op.MigrateToOtherZone, {
    params: z.strictObject({ zone: z.string().min(1), subnetId: z.string().min(1).optional() }),
    input: ({ id, region }, { zone, subnetId }) => ({
      DBInstanceId: id,
      RegionId: region,
      ZoneId: zone,
      VSwitchId: subnetId,
    }),
    aims: (_, { zone }) => [{ field: 'facts.zone', is: 'equal', value: zone }],
  }),
  spec: action(op.ModifyInstanceSpec, {
    params: z.strictObject({
      class: z.string().min(1),
      downgrade: noted(
        z.boolean().default(false),
        'Of a subscription, when the new class is cheaper: the price decides, not the memory.',
        '包年包月实例的目标规格价格更低时选择，以价格而非内存大小为准。',
      ),
      force: z.boolean().default(true),
      pay,
    }),
    input: (target, { class: to, downgrade, force, pay }) => ({
      ...at(target),
      InstanceClass: to,
      OrderType: downgrade ? ('DOWNGRADE' as const) : ('UPGRADE' as const),
      ForceUpgrade: force,
      AutoPay: pay,
    }),
    aims: ({ detail }, { class: to, pay }) =>
      isSubscription(detail) && !pay ? [] : [{ field: 'facts.class', is: 'equal', value: to }],
    money: moneyOfSpec,
  }),
  renew: action(op.RenewInstance, {
    params: z.strictObject({ months: months(), pay }),
    from: ['running', 'expired', 'locked'],
    rest: ['running', 'expired', 'locked'],
    refuses: onlySubscription,
    input: (target, { months: Period, pay }) => ({ ...at(target), Period, AutoPay: pay }),
    aims: ({ detail }, { pay }) =>
      pay ? [{ field: 'facts.expiresAt', is: 'later', than: detail.facts.expiresAt }] : [],
    money: moneyOfRenewal,
  }),
  'auto-renew': action(op.ModifyInstanceAutoRenewalAttribute, {
    params: z.strictObject({ on: z.boolean(), months: z.number().int().min(1).max(12).optional() }),
    refuses: onlySubscription,
    input: ({ id, region }, { on, months: Duration }) => ({
      DBInstanceId: [id],
      RegionId: region,
      AutoRenew: on ? ('true' as const) : ('false' as const),
      Duration,
    }),
    money: moneyOfAutoRenewal,
  }),
  'to-subscription': action(op.TransformToPrePaid, {
    params: z.strictObject({ months: months(), pay }),
    refuses: (detail) => (isSubscription(detail) ? { code: 'subscription' } : null),
    input: (target, { months: Period, pay }) => ({ ...at(target), Period, AutoPay: pay }),
    aims: (_, { pay }) => (pay ? [{ field: 'facts.chargeType', is: 'equal', value: 'subscription' }] : []),
    money: moneyOfSubscription,
  }),
  release: action(op.DeleteInstance, {
    params: z.strictObject({}),
    refuses: (detail) =>
      isSubscription(detail) ? { code: 'subscription' } : detail.releaseProtection ? { code: 'protected' } : null,
    input: ({ id }) => ({ InstanceId: id }),
    aims: () => [{ field: 'instance', is: 'gone' }],
  }),
}
