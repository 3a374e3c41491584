import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { object, scalar, text } from '@/lib/providers/fields'
import { oneOf, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, regionId } from './inputs'
import { autoPay, businessInfo, couponNo, effectiveTime, instanceClass, months, token } from './order-fields'

export const lifecycleOperations = operations(SERVICE, API_VERSION, {
  ModifyInstanceSpec: {
    method: 'POST',
    kind: 'destructive',
    costs: true,
    async: true,
    group: 'lifecycle',
    target: 'InstanceId',
    idempotency: 'ClientToken',
    summary: { en: 'Change the class of an instance', zh: '变更实例规格' },
    manual: '7.6',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        RegionId: regionId(),
        InstanceClass: instanceClass(),
        MajorVersion: noted(
          z.enum(['4.0', '5.0']).optional(),
          'Upgrades the version in the same step.',
          '变配的同时升级大版本。',
        ),
        OrderType: noted(
          z.enum(['UPGRADE', 'DOWNGRADE']).default('UPGRADE'),
          'Of a subscription: DOWNGRADE when the new class is cheaper. The price decides, not the memory.',
          '包年包月实例：目标规格价格更低时须为 DOWNGRADE，以价格而非内存大小为准。',
        ),
        EffectiveTime: effectiveTime(),
        ForceUpgrade: z.boolean().default(true),
        AutoPay: autoPay(),
        CouponNo: couponNo(),
        BusinessInfo: businessInfo(),
        ClientToken: token(),
      }),
      oneOf('InstanceClass', 'MajorVersion'),
    ),
    response: object({ OrderId: scalar(), RequestId: text() }),
  },
  TransformToPrePaid: {
    method: 'POST',
    kind: 'write',
    once: true,
    costs: true,
    group: 'lifecycle',
    target: 'InstanceId',
    summary: {
      en: 'Switch from pay-as-you-go to a subscription; there is no way back',
      zh: '将按量付费实例转为包年包月，不可逆',
    },
    manual: '7.7',
    request: z.strictObject({
      InstanceId: instanceId(),
      Period: months(),
      AutoPay: autoPay(),
      RegionId: regionId(),
    }),
    response: object({ OrderId: scalar(), EndTime: text(), RequestId: text() }),
  },
  DeleteInstance: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'lifecycle',
    target: 'InstanceId',
    summary: { en: 'Release a pay-as-you-go instance with its data', zh: '释放按量付费实例及其数据' },
    manual: '7.8',
    request: z.strictObject({
      InstanceId: instanceId(),
      GlobalInstanceId: noted(
        z.string().min(1).optional(),
        'Distributed instance that holds it; sites in China only.',
        '所属分布式实例，仅中国站支持。',
      ),
    }),
    response: object({ RequestId: text() }),
  },
})
