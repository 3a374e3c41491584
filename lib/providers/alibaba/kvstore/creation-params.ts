import { z } from 'zod'
import { noted, secret } from '@/lib/operation'
import { needs, notBoth, oneOf, onlyWhen, rule, withRules } from '@/lib/rules'
import { password, second, threeKinds } from './operations/inputs'
import { capacityMb, engineVersion, instanceClass, instanceName, months, port } from './operations/order-fields'

/** What CreateInstances cannot say: it makes several, and alone can leave an order unpaid (7.4, 7.5). */
const ONLY_ALONE = [
  'secondaryZone',
  'privateIp',
  'port',
  'resourceGroup',
  'tags',
  'restoreTime',
  'autoRenewMonths',
] as const

/** Whether CreateInstances takes it, the call for several and for orders that are not paid at once. */
export const isForMany = ({ count, chargeType, pay }: Readonly<Record<string, unknown>>): boolean =>
  Number(count ?? 1) > 1 || (chargeType === 'subscription' && pay !== true)

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)

/** What is chosen for new instances of this service (7.4 and 7.5 of the manual). */
export const params = withRules(
  z.strictObject({
    name: instanceName(),
    engine: z.enum(['redis', 'memcached']).default('redis'),
    version: engineVersion().default('5.0'),
    class: instanceClass(),
    memoryMb: noted(
      capacityMb(),
      'Instead of a class: the cloud picks one of that memory.',
      '不选规格时填写，由云平台选取该容量的规格。',
    ),
    zone: z.string().min(1),
    secondaryZone: noted(
      z.string().min(1).optional(),
      'Zone of the replica, to survive the loss of a zone.',
      '备节点所在可用区，用于跨可用区容灾。',
    ),
    vpcId: noted(z.string().min(1).optional(), 'Left out: the classic network.', '不填则使用经典网络。'),
    subnetId: noted(
      z.string().min(1).optional(),
      'vSwitch of that VPC, in the zone.',
      '该专有网络中位于所选可用区的交换机。',
    ),
    privateIp: noted(
      z.ipv4().optional(),
      'Fixed internal address, inside the vSwitch’s block.',
      '指定内网 IP，须在交换机网段内。',
    ),
    port: port().optional(),
    chargeType: z.enum(['subscription', 'pay-as-you-go']).default('pay-as-you-go'),
    months: months().optional(),
    autoRenew: z.boolean().default(false),
    autoRenewMonths: noted(
      z.literal([1, 2, 3, 6, 12]).optional(),
      'How long each renewal is paid for.',
      '每次自动续费的时长。',
    ),
    pay: noted(
      z.boolean().default(false),
      'Off: the order waits to be paid in the vendor’s console.',
      '关闭时，订单待在云平台控制台支付。',
    ),
    password: secret(password()).optional(),
    resourceGroup: z.string().min(1).optional(),
    tags: z
      .array(z.strictObject({ key: z.string().min(1), value: z.string().default('') }))
      .max(20)
      .optional(),
    count: z.number().int().min(1).max(300).default(1),
    sourceInstanceId: noted(
      z.string().min(1).optional(),
      'Instance whose data the new one starts with.',
      '源实例，新实例以其备份数据创建。',
    ),
    backupId: noted(z.string().min(1).optional(), 'Backup of the source instance.', '源实例的备份集 ID。'),
    restoreTime: second().optional(),
  }),
  oneOf('class', 'memoryMb'),
  notBoth('class', 'memoryMb'),
  needs('months', { chargeType: 'subscription' }),
  onlyWhen('months', { chargeType: 'subscription' }),
  needs('subnetId', 'vpcId'),
  needs('vpcId', 'subnetId'),
  onlyWhen('privateIp', 'subnetId'),
  onlyWhen('autoRenewMonths', { autoRenew: true }),
  needs('sourceInstanceId', 'backupId'),
  needs('sourceInstanceId', 'restoreTime'),
  notBoth('backupId', 'restoreTime'),
  rule(
    'sourceInstanceId',
    { en: 'A source instance needs a backup or a moment.', zh: '指定源实例时必须选择备份集或时间点。' },
    ({ sourceInstanceId, backupId, restoreTime }) => !sourceInstanceId || Boolean(backupId || restoreTime),
  ),
  rule(
    'autoRenew',
    { en: 'Only a subscription is renewed.', zh: '仅包年包月实例可自动续费。' },
    ({ autoRenew, chargeType }) => autoRenew !== true || chargeType === 'subscription',
  ),
  rule(
    'autoRenewMonths',
    { en: 'Say for how many months each renewal is.', zh: '请填写每次自动续费的月数。' },
    (input) => isForMany(input) || input.autoRenew !== true || input.autoRenewMonths !== undefined,
  ),
  ...ONLY_ALONE.map((field) =>
    rule(
      field,
      {
        en: 'Only for a single instance, and for a subscription only if its order is paid at once: the call for others has no such field.',
        zh: '仅适用于单个实例；包年包月时还须立即支付。批量创建或不立即支付所用的接口没有该参数。',
      },
      (input) => !isForMany(input) || !isGiven(input[field]),
    ),
  ),
  threeKinds('password'),
)
