import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { object, scalar, text } from '@/lib/providers/fields'
import { rule, withRules } from '@/lib/rules'
import {
  availableZone,
  backupWindow,
  cacheId,
  capacity,
  done,
  duration,
  id,
  longName,
  password,
  project,
  resizeCapacity,
  vnetId,
  vpcId,
} from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

/** GB of a master-replica instance. */
export const SINGLE_GB: readonly number[] = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 64]
export const SINGLE_VERSIONS: readonly string[] = ['2.8', '4.0', '5.0']
/** GB of a cluster: 70 to 300 in steps of 10. */
export const CLUSTER_GB: readonly number[] = Array.from({ length: 24 }, (_, step) => 70 + step * 10)
export const CLUSTER_VERSIONS: readonly string[] = ['3.0', '4.0']

const instance = z.strictObject({ AvailableZone: availableZone, CacheId: cacheId })
const lifecycle = { group: 'lifecycle', target: 'CacheId', request: instance, response: done } as const

export const lifecycleOperations = operations(SERVICE, API_VERSION, {
  CreateCacheCluster: {
    method: 'POST',
    kind: 'write',
    once: true,
    costs: true,
    async: true,
    group: 'lifecycle',
    summary: { en: 'Buy an instance', zh: '购买实例' },
    manual: 'CreateCacheCluster',
    request: withRules(
      z.strictObject({
        AvailableZone: availableZone,
        Name: longName('Name', '名称'),
        Mode: noted(z.literal([1, 2]).default(2), '1 cluster, 2 master and replica', '1 为集群，2 为单主从'),
        Capacity: capacity(
          'Memory in GB. Master and replica: 1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36 or 64; cluster: 70 to 300 in steps of 10',
          '内存容量（GB）。单主从：1、2、4、8、12、16、20、24、28、32、36、64；集群：70 到 300，步长 10',
        ),
        SlaveNum: noted(
          z.number().int().min(0).max(7).default(0),
          'Read-only nodes; only for master and replica',
          '只读节点数量，仅用于单主从',
        ),
        VpcId: vpcId,
        VnetId: vnetId,
        BillType: noted(
          z.literal([1, 5, 87]).default(1),
          '1 subscription, 5 by day with a monthly bill, 87 pay as you go',
          '1 包年包月，5 按日计量按月结算，87 按量付费',
        ),
        Duration: duration,
        // The manual prints Password and SecurityGroupID; both clients of the vendor send these spellings.
        PassWord: password().optional(),
        IamProjectId: project,
        Protocol: noted(
          z.enum(['2.8', '3.0', '4.0', '5.0']).default('4.0'),
          'Engine version. Master and replica: 2.8, 4.0 or 5.0; cluster: 3.0 or 4.0',
          '引擎版本。单主从：2.8、4.0、5.0；集群：3.0、4.0',
        ),
        BackupTimezone: noted(
          backupWindow,
          'Hour of the automatic backup, China time; left out, there is none',
          '自动备份时段（北京时间）；不填则不自动备份',
        ).optional(),
        SecurityGroupId: id('Security group to bind', '要绑定的安全组').optional(),
        SlaveVip: noted(
          z.ipv4(),
          'Fixed address of the read-only nodes; assigned when left out',
          '只读节点的固定 IP，不填则自动分配',
        ).optional(),
        Vip: noted(
          z.ipv4(),
          'Fixed address of the instance; assigned when left out',
          '实例的固定 IP，不填则自动分配',
        ).optional(),
      }),
      rule(
        'Capacity',
        {
          en: 'Capacity must be one that the chosen Mode is sold in.',
          zh: 'Capacity 须为所选 Mode 提供的容量。',
        },
        ({ Mode, Capacity }) => (Mode === 1 ? CLUSTER_GB : SINGLE_GB).includes(Number(Capacity)),
      ),
      rule(
        'Protocol',
        {
          en: 'Protocol must be a version that the chosen Mode is sold in.',
          zh: 'Protocol 须为所选 Mode 提供的版本。',
        },
        ({ Mode, Protocol }) => (Mode === 1 ? CLUSTER_VERSIONS : SINGLE_VERSIONS).includes(String(Protocol)),
      ),
      rule(
        'SlaveNum',
        { en: 'A cluster has no read-only nodes.', zh: '集群没有只读节点。' },
        ({ Mode, SlaveNum }) => Mode === 2 || SlaveNum === 0,
      ),
      rule(
        'SlaveVip',
        { en: 'SlaveVip goes only with at least one read-only node.', zh: '仅当至少有一个只读节点时可填写 SlaveVip。' },
        ({ SlaveVip, SlaveNum }) => SlaveVip === undefined || Number(SlaveNum) > 0,
      ),
    ),
    response: object({
      RequestId: text(),
      Data: object({
        CacheId: z.string(),
        Name: text(),
        Port: scalar(),
        Size: scalar(),
        SubOrderId: text(),
      }),
    }),
  },
  DeleteCacheCluster: {
    ...lifecycle,
    method: 'DELETE',
    kind: 'destructive',
    once: true,
    async: true,
    summary: { en: 'Delete an instance and its data', zh: '删除实例及其数据' },
    manual: 'DeleteCacheCluster',
  },
  // A larger size cannot be taken back: the manual knows no way to a smaller one.
  ResizeCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    costs: true,
    async: true,
    summary: { en: 'Enlarge a master-replica instance', zh: '扩容单主从实例' },
    manual: 'ResizeCacheCluster',
    request: z.strictObject({ AvailableZone: availableZone, CacheId: cacheId, Capacity: resizeCapacity }),
  },
  FlushCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    summary: { en: 'Delete all keys of an instance', zh: '清空实例数据' },
    manual: 'FlushCacheCluster',
  },
  RenameCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'write',
    once: true,
    summary: { en: 'Rename an instance', zh: '修改实例名称' },
    manual: 'RenameCacheCluster',
    request: z.strictObject({
      AvailableZone: availableZone,
      CacheId: cacheId,
      Name: longName('New name', '新名称'),
    }),
  },
  RestartCacheCluster: {
    ...lifecycle,
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    summary: { en: 'Restart an instance; connections drop', zh: '重启实例，连接会断开' },
    manual: 'RestartCacheCluster',
  },
  LockCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    async: true,
    summary: { en: 'Lock an instance', zh: '锁定实例' },
    manual: 'LockCacheCluster',
  },
  UnlockCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'write',
    once: true,
    async: true,
    summary: { en: 'Unlock an instance', zh: '解锁实例' },
    manual: 'UnlockCacheCluster',
  },
  UpdatePassword: {
    ...lifecycle,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    group: 'account',
    summary: {
      en: 'Set a new password; clients with the old one fail',
      zh: '修改密码，仍使用旧密码的客户端将连接失败',
    },
    manual: 'UpdatePassword',
    request: z.strictObject({ AvailableZone: availableZone, CacheId: cacheId, Password: password() }),
  },
})
