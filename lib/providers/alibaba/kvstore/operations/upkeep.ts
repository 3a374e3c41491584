import { z } from 'zod'
import { noted, operations, secret } from '@/lib/operation'
import { flag, object, scalar, text } from '@/lib/providers/fields'
import { oneOf, rule, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, password, regionId, threeKinds } from './inputs'
import { effectiveTime, instanceName, token } from './order-fields'

const clockTime = () => noted(z.string().regex(/^([01]\d|2[0-3]):[0-5]\dZ$/), 'UTC: 17:00Z', 'UTC 时间，如 17:00Z')
const minutesOf = (time: unknown) => {
  const [hours = 0, minutes = 0] = String(time).replace('Z', '').split(':').map(Number)
  return hours * 60 + minutes
}

const done = object({ RequestId: text() })
const taskStarted = object({ InstanceId: text(), TaskId: scalar(), RequestId: text() })

export const upkeepOperations = operations(SERVICE, API_VERSION, {
  ModifyInstanceAttribute: {
    method: 'POST',
    kind: 'write',
    destructiveWith: ['NewPassword'],
    once: true,
    group: 'instance',
    target: 'InstanceId',
    summary: { en: 'Change name, password or release protection', zh: '修改实例名称、密码或释放保护' },
    manual: '8.7',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        RegionId: regionId(),
        InstanceName: instanceName().optional(),
        NewPassword: secret(password()).optional(),
        InstanceReleaseProtection: noted(
          z.boolean().optional(),
          'true: DeleteInstance refuses.',
          'true 表示开启释放保护，实例不可被释放。',
        ),
      }),
      oneOf('InstanceName', 'NewPassword', 'InstanceReleaseProtection'),
      threeKinds('NewPassword'),
    ),
    response: done,
  },
  ModifyResourceGroup: {
    method: 'POST',
    kind: 'write',
    group: 'instance',
    target: 'InstanceId',
    idempotency: 'ClientToken',
    summary: { en: 'Move an instance to another resource group', zh: '将实例转移至其他资源组' },
    manual: '8.8',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: z.string().min(1),
      ResourceGroupId: z.string().min(1),
      ClientToken: token(),
    }),
    response: done,
  },
  ModifyInstanceMaintainTime: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'instance',
    target: 'InstanceId',
    summary: { en: 'Set the maintenance window', zh: '修改实例的可维护时间段' },
    manual: '8.10',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        RegionId: regionId(),
        MaintainStartTime: clockTime(),
        MaintainEndTime: clockTime(),
      }),
      // The manual says one hour, and shows windows of four: at least one is what fits both.
      rule(
        'MaintainEndTime',
        { en: 'The window must be at least one hour long.', zh: '可维护时间段至少为一小时。' },
        ({ MaintainStartTime, MaintainEndTime }) =>
          (minutesOf(MaintainEndTime) - minutesOf(MaintainStartTime) + 1_440) % 1_440 >= 60,
      ),
    ),
    response: done,
  },
  DescribeEngineVersion: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'version',
    target: 'InstanceId',
    summary: { en: 'Version of an instance and what it can be upgraded to', zh: '查询实例版本及可升级情况' },
    manual: '8.3',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      Engine: text(),
      MajorVersion: text(),
      MinorVersion: text(),
      IsLatestVersion: flag(),
      EnableUpgradeMajorVersion: flag(),
      EnableUpgradeMinorVersion: flag(),
      RequestId: text(),
    }),
  },
  ModifyInstanceMajorVersion: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'version',
    target: 'InstanceId',
    summary: { en: 'Upgrade the major version; there is no way back', zh: '升级大版本，不可回退' },
    manual: '8.11',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      MajorVersion: z.enum(['4.0', '5.0']),
      EffectiveTime: effectiveTime(),
    }),
    response: done,
  },
  ModifyInstanceMinorVersion: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'version',
    target: 'InstanceId',
    summary: { en: 'Upgrade the minor version', zh: '升级小版本' },
    manual: '8.12',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      // Spelled so, with a small v.
      Minorversion: z.string().min(1).default('latest_version'),
      EffectiveTime: effectiveTime(),
    }),
    response: done,
  },
  RestartInstance: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'instance',
    target: 'InstanceId',
    summary: { en: 'Restart an instance', zh: '重启实例' },
    manual: '8.13',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      EffectiveTime: effectiveTime(),
      UpgradeMinorVersion: noted(
        z.boolean().default(true),
        'false: a restart and nothing else. Otherwise the minor version is upgraded as well.',
        'false 表示仅重启；默认会同时升级到最新小版本。',
      ),
    }),
    response: taskStarted,
  },
  FlushExpireKeys: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'data',
    target: 'InstanceId',
    summary: { en: 'Delete expired keys', zh: '清除过期 Key' },
    manual: '8.14',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      EffectiveTime: effectiveTime(),
    }),
    response: taskStarted,
  },
  FlushInstance: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'data',
    target: 'InstanceId',
    summary: { en: 'Delete all data of an instance', zh: '清空实例的全部数据' },
    manual: '8.15',
    request: z.strictObject({ InstanceId: instanceId() }),
    response: done,
  },
})
