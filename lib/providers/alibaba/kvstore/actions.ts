import { z } from 'zod'
import type { InstanceDetail } from '@/lib/model/instance'
import { noted, secret } from '@/lib/operation'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import { onlyWhen, withRules } from '@/lib/rules'
import { accessActions } from './actions-access'
import { accountActions } from './actions-accounts'
import { backupActions } from './actions-backup'
import { connectionActions } from './actions-connections'
import { diagnosticsActions } from './actions-diagnostics'
import { parameterActions } from './actions-parameters'
import { tagActions } from './actions-tags'
import { autoRenewal } from './billing'
import { kvstoreOperations as op } from './catalog'
import { directOff, directOn } from './direct-access'
import { password, threeKinds } from './operations/inputs'
import { instanceName, months } from './operations/order-fields'
import { orderId } from './order-id'
import { moneyOfAutoRenewal, moneyOfRenewal, moneyOfSpec, moneyOfSubscription } from './prices'
import { otherZones, replicaZones } from './zones'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const pay = noted(
  z.boolean().default(false),
  'Off: the order waits to be paid in the vendor’s console.',
  '关闭时，订单待在云平台控制台支付。',
)
const inWindow = noted(
  z.boolean().default(false),
  'On: its cloud takes it now and does it then. Off: it is sent when it is confirmed, or at a time chosen there.',
  '开启：云平台现在受理，到时执行。关闭：确认后发送，或在确认时选择时间。',
)
/** When an order or a work is done, in the cloud's words. */
const effective = (inWindow: boolean) => (inWindow ? ('MaintainTime' as const) : ('Immediately' as const))
const waits = (params: { inWindow: boolean }) => params.inWindow
const isSubscription = ({ facts }: InstanceDetail) => facts.chargeType === 'subscription'
const onlySubscription = (detail: InstanceDetail) =>
  isSubscription(detail) ? null : ({ code: 'not-subscription' } as const)
const onlyRedis = ({ facts }: InstanceDetail) => (facts.engine === 'redis' ? null : ({ code: 'memcached' } as const))

/** What KVStore can do with one instance. An order that is not paid at once changes nothing before it is. */
export const actions: Actions = {
  ...accessActions,
  ...connectionActions,
  ...accountActions,
  ...tagActions,
  ...backupActions,
  ...diagnosticsActions,
  rename: action(op.ModifyInstanceAttribute, {
    params: z.strictObject({ name: instanceName() }),
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    input: (target, { name }) => ({ ...at(target), InstanceName: name }),
    aims: (_, { name }) => [{ field: 'facts.name', is: 'equal', value: name }],
  }),
  password: action(op.ModifyInstanceAttribute, {
    params: withRules(z.strictObject({ password: secret(password()) }), threeKinds('password')),
    input: (target, params) => ({ ...at(target), NewPassword: params.password }),
  }),
  protection: action(op.ModifyInstanceAttribute, {
    params: z.strictObject({ on: z.boolean() }),
    input: (target, { on }) => ({ ...at(target), InstanceReleaseProtection: on }),
    aims: (_, { on }) => [{ field: 'releaseProtection', is: 'equal', value: on }],
  }),
  'resource-group': action(op.ModifyResourceGroup, {
    params: z.strictObject({
      group: noted(
        z.string().min(1).max(100),
        'Id of the group; the cloud’s own resource manager lists them.',
        '资源组 ID，可在云平台资源管理中查询。',
      ),
    }),
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    choices: { group: { known: 'resourceGroup' } },
    input: ({ id, region }, { group }) => ({ InstanceId: id, RegionId: region, ResourceGroupId: group }),
    aims: (_, { group }) => [{ field: 'resourceGroup', is: 'equal', value: group }],
  }),
  'direct-on': action(op.AllocateDirectConnection, directOn),
  'direct-off': action(op.ReleaseDirectConnection, directOff),
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
    params: z.strictObject({
      upgradeMinorVersion: noted(
        z.boolean().default(false),
        'The cloud does so unless it is told otherwise. Off: the request tells it not to.',
        '不指定时云平台会同时升级。关闭时，请求会指定不升级。',
      ),
      inWindow,
    }),
    inWindow: waits,
    input: (target, { upgradeMinorVersion, inWindow: later }) => ({
      ...at(target),
      UpgradeMinorVersion: upgradeMinorVersion,
      EffectiveTime: effective(later),
    }),
  }),
  'switch-ha': action(op.SwitchInstanceHA, {
    params: z.strictObject({
      prefer: z.enum(['AvailablePriority', 'ReliabilityPriority', 'DataConsistency']),
      inWindow,
    }),
    inWindow: waits,
    refuses: ({ facts }) => (facts.replicas === 0 ? { code: 'no-replica' } : null),
    // Its moment is a number here (8.16), not an EffectiveTime.
    input: (target, { prefer, inWindow: later }) => ({
      ...at(target),
      SwitchType: prefer,
      SwitchMode: later ? (1 as const) : (0 as const),
    }),
  }),
  flush: action(op.FlushInstance, {
    params: z.strictObject({}),
    input: ({ id }) => ({ InstanceId: id }),
  }),
  'flush-expired': action(op.FlushExpireKeys, {
    params: z.strictObject({ inWindow }),
    inWindow: waits,
    refuses: onlyRedis,
    input: (target, { inWindow: later }) => ({ ...at(target), EffectiveTime: effective(later) }),
  }),
  'minor-version': action(op.ModifyInstanceMinorVersion, {
    params: z.strictObject({ inWindow }),
    inWindow: waits,
    input: (target, { inWindow: later }) => ({ ...at(target), EffectiveTime: effective(later) }),
  }),
  'major-version': action(op.ModifyInstanceMajorVersion, {
    params: z.strictObject({ version: z.enum(['4.0', '5.0']), inWindow }),
    inWindow: waits,
    refuses: onlyRedis,
    input: (target, { version, inWindow: later }) => ({
      ...at(target),
      MajorVersion: version,
      EffectiveTime: effective(later),
    }),
    aims: (_, { version }) => [{ field: 'facts.version', is: 'equal', value: version }],
  }),
  'move-zone': action(op.MigrateToOtherZone, {
    params: z.strictObject({
      zone: z.string().min(1),
      secondZone: z.string().min(1).optional(),
      subnetId: noted(
        z.string().min(1).optional(),
        'Needed for an instance in a VPC: a vSwitch of the new zone.',
        '专有网络实例必填，须为目标可用区的交换机。',
      ),
      inWindow,
    }),
    inWindow: waits,
    refusesChoice: ({ detail }, { subnetId }) =>
      detail.facts.network.type === 'vpc' && subnetId === undefined ? { code: 'subnet-needed' } : null,
    choices: { zone: otherZones, secondZone: replicaZones, subnetId: { known: 'subnetId' } },
    input: ({ id, region }, { zone, secondZone, subnetId, inWindow: later }) => ({
      DBInstanceId: id,
      RegionId: region,
      ZoneId: zone,
      SecondaryZoneId: secondZone,
      VSwitchId: subnetId,
      EffectiveTime: effective(later),
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
      // The cloud's own default is on. What it does is not said, so nobody gets it unasked.
      force: noted(
        z.boolean().default(false),
        'ForceUpgrade: all that the manual says is that the cloud then changes it by force.',
        '对应 ForceUpgrade。手册仅说明开启后云平台将强制变配。',
      ),
      inWindow,
      pay,
    }),
    inWindow: waits,
    input: (target, { class: to, downgrade, force, inWindow: later, pay }) => ({
      ...at(target),
      InstanceClass: to,
      OrderType: downgrade ? ('DOWNGRADE' as const) : ('UPGRADE' as const),
      ForceUpgrade: force,
      EffectiveTime: effective(later),
      AutoPay: pay,
    }),
    aims: (_, { class: to }) => [{ field: 'facts.class', is: 'equal', value: to }],
    pendingOrder: 'refused',
    // What is billed by the hour has nothing to pay beforehand.
    unpaid: ({ detail }, { pay }) => isSubscription(detail) && !pay,
    orderId,
    money: moneyOfSpec,
  }),
  renew: action(op.RenewInstance, {
    params: z.strictObject({ months: months(), pay }),
    from: ['running', 'expired', 'locked'],
    rest: ['running', 'expired', 'locked'],
    refuses: onlySubscription,
    input: (target, { months: Period, pay }) => ({ ...at(target), Period, AutoPay: pay }),
    aims: ({ detail }) => [{ field: 'facts.expiresAt', is: 'later', than: detail.facts.expiresAt }],
    pendingOrder: 'refused',
    unpaid: (_, { pay }) => !pay,
    orderId,
    money: moneyOfRenewal,
  }),
  'auto-renew': action(op.ModifyInstanceAutoRenewalAttribute, {
    // The number of months counts only while it is on (10.4).
    params: withRules(
      z.strictObject({
        on: z.boolean(),
        months: noted(
          z.number().int().min(1).max(12),
          'Of each renewal, with automatic renewal on.',
          '每次自动续费的时长，仅在开启时填写。',
        ).optional(),
      }),
      onlyWhen('months', { on: true }),
    ),
    refuses: onlySubscription,
    input: ({ id, region }, { on, months: Duration }) => ({
      DBInstanceId: [id],
      RegionId: region,
      AutoRenew: on ? ('true' as const) : ('false' as const),
      Duration,
    }),
    observe: autoRenewal,
    // When it ends says when it is renewed.
    rows: ({ detail: { seen, facts } }, { on, months }) => [
      ...(seen?.autoRenew == null
        ? []
        : [
            { field: 'seen.autoRenew', from: seen.autoRenew, to: on },
            ...(on && months !== undefined
              ? [{ field: 'seen.autoRenewMonths', from: seen.autoRenewMonths ?? null, to: months }]
              : []),
          ]),
      ...(facts.expiresAt === null ? [] : [{ field: 'facts.expiresAt', from: facts.expiresAt, to: facts.expiresAt }]),
    ],
    aims: ({ detail: { seen } }, { on, months }) =>
      // Where it could not be read before, it cannot be found out afterwards.
      seen?.autoRenew == null
        ? []
        : [
            { field: 'seen.autoRenew', is: 'equal', value: on },
            ...(on && months !== undefined
              ? [{ field: 'seen.autoRenewMonths', is: 'equal', value: months } as const]
              : []),
          ],
    money: moneyOfAutoRenewal,
  }),
  'to-subscription': action(op.TransformToPrePaid, {
    params: z.strictObject({ months: months(), pay }),
    refuses: (detail) => (isSubscription(detail) ? { code: 'subscription' } : null),
    input: (target, { months: Period, pay }) => ({ ...at(target), Period, AutoPay: pay }),
    aims: () => [{ field: 'facts.chargeType', is: 'equal', value: 'subscription' }],
    unpaid: (_, { pay }) => !pay,
    orderId,
    money: moneyOfSubscription,
  }),
  ...parameterActions,
  release: action(op.DeleteInstance, {
    params: z.strictObject({}),
    refuses: (detail) =>
      isSubscription(detail) ? { code: 'subscription' } : detail.releaseProtection ? { code: 'protected' } : null,
    input: ({ id }) => ({ InstanceId: id }),
    aims: () => [{ field: 'instance', is: 'gone' }],
  }),
}
