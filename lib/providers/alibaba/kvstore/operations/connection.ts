import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { needs, oneOf, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, regionId } from './inputs'
import { endpointPrefix, port } from './order-fields'

const done = object({ RequestId: text() })
const address = (en: string, zh: string) => noted(z.string().min(1), en, zh)

export const connectionOperations = operations(SERVICE, API_VERSION, {
  DescribeDBInstanceNetInfo: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Addresses of an instance', zh: '查询实例的连接地址' },
    manual: '8.6',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      InstanceNetworkType: text(),
      NetInfoItems: object({
        InstanceNetInfo: list(
          object({
            ConnectionString: text(),
            IPAddress: text(),
            Port: scalar(),
            /** `Public`, `Inner` (classic network) or `Private`. */
            IPType: text(),
            DBInstanceNetType: scalar(),
            /** 1: past the proxies. */
            DirectConnection: number(),
            VPCId: text(),
            VPCInstanceId: text(),
            vSwitchId: text(),
            VSwitchId: text(),
            /** Seconds, for a classic address that was kept. */
            ExpiredTime: scalar(),
            Upgradeable: scalar(),
          }),
        ),
      }).nullish(),
      RequestId: text(),
    }),
  },
  SwitchNetwork: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Move an instance from the classic network into a VPC', zh: '将实例由经典网络切换为专有网络' },
    manual: '9.1',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        RegionId: regionId(),
        TargetNetworkType: z.enum(['VPC']).default('VPC'),
        VpcId: noted(z.string().min(1), 'In the region of the instance.', '须与实例同地域。'),
        VSwitchId: noted(
          z.string().min(1),
          'Of that VPC, in the zone of the instance.',
          '须属于该专有网络且与实例同可用区。',
        ),
        RetainClassic: noted(
          z.enum(['True', 'False']).default('False'),
          'True: the classic address stays for a while. Otherwise it is gone at once.',
          'True 表示保留经典网络地址一段时间，否则立即失效。',
        ),
        ClassicExpiredDays: noted(
          z.enum(['14', '30', '60', '120']).optional(),
          'Days that the classic address stays.',
          '经典网络地址的保留天数。',
        ),
      }),
      needs('ClassicExpiredDays', { RetainClassic: 'True' }),
    ),
    response: object({ TaskId: scalar(), RequestId: text(), requestId: text() }),
  },
  ModifyInstanceNetExpireTime: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Keep the classic address for longer', zh: '延长经典网络地址的保留时间' },
    manual: '9.2',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      ConnectionString: address('The classic address.', '经典网络连接地址。'),
      ClassicExpiredDays: noted(z.literal([14, 30, 60, 120]), 'Days.', '保留天数。'),
    }),
    response: object({
      InstanceId: text(),
      NetInfoItems: object({
        NetInfoItem: list(
          object({
            ConnectionString: text(),
            DBInstanceNetType: text(),
            ExpiredTime: text(),
            IPAddress: text(),
            Port: scalar(),
          }),
        ),
      }).nullish(),
      RequestId: text(),
    }),
  },
  ModifyDBInstanceConnectionString: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'connection',
    target: 'DBInstanceId',
    summary: { en: 'Change prefix or port of an address', zh: '修改连接地址的前缀或端口' },
    manual: '9.3',
    request: withRules(
      z.strictObject({
        DBInstanceId: instanceId(),
        RegionId: regionId(),
        CurrentConnectionString: address('The whole address as it is.', '当前完整连接地址。'),
        NewConnectionString: endpointPrefix().optional(),
        Port: port().optional(),
        IPType: noted(
          z.enum(['Private', 'Public']).optional(),
          'Which address is meant.',
          '要修改的地址类型：内网或公网。',
        ),
      }),
      oneOf('NewConnectionString', 'Port'),
    ),
    response: done,
  },
  AllocateInstancePublicConnection: {
    method: 'POST',
    kind: 'write',
    once: true,
    async: true,
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Add a public address; the whitelist should be set before', zh: '申请公网连接地址，请先设置白名单' },
    manual: '9.4',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      ConnectionStringPrefix: endpointPrefix(),
      Port: port(),
    }),
    response: done,
  },
  ReleaseInstancePublicConnection: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Remove the public address', zh: '释放公网连接地址' },
    manual: '9.5',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      CurrentConnectionString: address('The whole public address.', '完整的公网连接地址。'),
    }),
    response: done,
  },
  AllocateDirectConnection: {
    method: 'POST',
    kind: 'write',
    once: true,
    async: true,
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Add an address past the proxies of a cluster', zh: '为集群实例开通直连地址' },
    manual: '9.6',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      ConnectionString: endpointPrefix().optional(),
      Port: port().default(6379),
    }),
    response: done,
  },
  ReleaseDirectConnection: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'connection',
    target: 'InstanceId',
    summary: { en: 'Remove the direct address of a cluster', zh: '释放集群实例的直连地址' },
    manual: '9.7',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: done,
  },
})
