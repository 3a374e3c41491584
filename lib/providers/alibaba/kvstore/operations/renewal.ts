import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { needs, onlyWhen, rule, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, page30To100, pageNumber, regionId } from './inputs'
import { autoPay, businessInfo, capacityMb, chargeType, couponNo, instanceClass, months, token } from './order-fields'

const orderType = () =>
  noted(
    z.enum(['BUY', 'UPGRADE', 'RENEW']),
    'There is none for a downgrade or for switching to a subscription.',
    '不支持查询降配及按量付费转包年包月的价格。',
  )

/** One entry of DescribePrice. Keys are spelled as in the manual's own section about them (20.5). */
const priced = withRules(
  z.strictObject({
    RegionId: z.string().min(1).optional(),
    IzNo: noted(z.string().min(1), 'Zone.', '可用区。'),
    OrderType: orderType(),
    InstanceClass: z.string().min(1),
    Capacity: noted(z.number().int().min(1), 'Memory in MB.', '内存容量，单位为 MB。'),
    InstanceId: z.string().min(1).optional(),
    ChargeType: chargeType(),
    NodeType: z.enum(['MASTER_SLAVE']).optional(),
    Period: months().optional(),
    Quantity: z.number().int().min(1).max(30).default(1),
    VPCId: z.string().min(1).optional(),
    vSwitchId: z.string().min(1).optional(),
    AutoPay: z.enum(['true', 'false']).default('true'),
    InstanceName: z.string().min(1).optional(),
  }),
  needs('InstanceId', { OrderType: ['UPGRADE', 'RENEW'] }),
)

const amounts = { OriginalAmount: scalar(), DiscountAmount: scalar(), TradeAmount: scalar() }
const ruleIds = object({ RuleId: list(scalar()) }).nullish()
const ordered = object({ OrderId: scalar(), EndTime: text(), RequestId: text() })

export const renewalOperations = operations(SERVICE, API_VERSION, {
  DescribePrice: {
    method: 'GET',
    kind: 'read',
    group: 'renewal',
    summary: { en: 'Price of buying, changing or renewing', zh: '查询新购、变配或续费价格' },
    manual: '10.1',
    request: withRules(
      z.strictObject({
        RegionId: z.string().min(1),
        OrderType: orderType(),
        InstanceId: noted(z.string().min(1).optional(), 'Instance to change or renew.', '要变配或续费的实例。'),
        InstanceClass: instanceClass(),
        Capacity: capacityMb(),
        ZoneId: z.string().min(1).optional(),
        ChargeType: chargeType(),
        NodeType: z.enum(['MASTER_SLAVE']).optional(),
        Period: months().optional(),
        Quantity: z.number().int().min(1).max(30).default(1),
        Instances: noted(
          packed(z.array(priced).min(1), 'json').optional(),
          'Several at a time, instead of the fields above.',
          '一次查询多个，替代上述字段。',
        ),
        CouponNo: couponNo(),
        BusinessInfo: businessInfo(),
        ForceUpgrade: z.boolean().default(true),
        OrderParamOut: noted(
          z.enum(['false', 'true']).default('false'),
          'true: also the parameters of the order.',
          'true 表示同时返回订单参数。',
        ),
      }),
      rule(
        'InstanceClass',
        {
          en: 'A purchase or a change needs InstanceClass, Capacity or Instances.',
          zh: '新购或变配须填写 InstanceClass、Capacity 或 Instances。',
        },
        (input) =>
          !['BUY', 'UPGRADE'].includes(String(input.OrderType)) ||
          Boolean(input.InstanceClass || input.Capacity || given(input.Instances)),
      ),
      rule(
        'InstanceId',
        {
          en: 'A change or a renewal needs InstanceId or Instances.',
          zh: '变配或续费须填写 InstanceId 或 Instances。',
        },
        (input) =>
          !['UPGRADE', 'RENEW'].includes(String(input.OrderType)) ||
          Boolean(input.InstanceId || given(input.Instances)),
      ),
    ),
    response: object({
      Order: object({
        ...amounts,
        Currency: text(),
        RuleIds: ruleIds,
        Coupons: object({
          Coupon: list(object({ CouponNo: text(), Name: text(), Description: text(), IsSelected: scalar() })),
        }).nullish(),
      }),
      SubOrders: object({
        SubOrder: list(object({ ...amounts, InstanceId: text(), RuleIds: ruleIds })),
      }).nullish(),
      Rules: object({
        Rule: list(object({ RuleDescId: scalar(), Name: text(), Title: text() })),
      }).nullish(),
      OrderParams: text(),
      RequestId: text(),
    }),
  },
  RenewInstance: {
    method: 'POST',
    kind: 'write',
    destructiveWith: ['InstanceClass', 'Capacity'],
    once: true,
    costs: true,
    group: 'renewal',
    target: 'InstanceId',
    summary: { en: 'Renew a subscription, with another class if wanted', zh: '续费包年包月实例，可同时变更规格' },
    manual: '10.2',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      Period: months(),
      InstanceClass: noted(
        z.string().min(1).optional(),
        'Only to change the class with the renewal.',
        '仅在续费同时变更规格时填写。',
      ),
      Capacity: capacityMb(),
      AutoPay: autoPay(),
      FromApp: z.enum(['OpenAPI']).default('OpenAPI'),
      CouponNo: couponNo(),
      BusinessInfo: businessInfo(),
    }),
    response: ordered,
  },
  RenewMultiInstance: {
    method: 'POST',
    kind: 'write',
    once: true,
    costs: true,
    group: 'renewal',
    summary: { en: 'Renew several subscriptions for the same time', zh: '批量续费包年包月实例' },
    manual: '2017: RenewMultiInstance',
    request: z.strictObject({
      InstanceIds: packed(z.array(z.string().min(1)).min(1), 'comma'),
      Period: months(),
    }),
    response: object({ RequestId: text() }),
  },
  DescribeInstanceAutoRenewalAttribute: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'renewal',
    summary: { en: 'Automatic renewal of one or all subscriptions of a region', zh: '查询地域内实例的自动续费设置' },
    manual: '10.3',
    request: z.strictObject({
      RegionId: z.string().min(1),
      DBInstanceId: noted(
        z.string().min(1).optional(),
        'One instance; all of the region when left out.',
        '实例 ID，不填则查询该地域全部实例。',
      ),
      PageNumber: pageNumber(),
      PageSize: page30To100(),
      ClientToken: token(),
    }),
    response: object({
      Items: object({
        Item: list(object({ DBInstanceId: text(), RegionId: text(), AutoRenew: scalar(), Duration: number() })),
      }).nullish(),
      PageNumber: number(),
      PageRecordCount: number(),
      TotalRecordCount: number(),
      RequestId: text(),
    }),
  },
  ModifyInstanceAutoRenewalAttribute: {
    method: 'POST',
    kind: 'write',
    once: true,
    costs: true,
    group: 'renewal',
    summary: { en: 'Switch automatic renewal on or off', zh: '开启或关闭自动续费' },
    manual: '10.4',
    request: withRules(
      z.strictObject({
        DBInstanceId: packed(
          noted(z.array(z.string().min(1)).min(1).max(30), 'Up to 30 instances.', '最多 30 个实例。'),
          'comma',
        ),
        RegionId: regionId(),
        AutoRenew: noted(
          z.enum(['true', 'false']).default('false'),
          'false, also when left out, switches it off.',
          'false 或不填均表示关闭自动续费。',
        ),
        Duration: noted(z.number().int().min(1).max(12).optional(), 'Months of each renewal.', '每次自动续费的月数。'),
      }),
      onlyWhen('Duration', { AutoRenew: 'true' }),
    ),
    response: object({ RequestId: text() }),
  },
})

function given(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0
}
