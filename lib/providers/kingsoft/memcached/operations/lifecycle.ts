import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { object, scalar, text } from '@/lib/providers/fields'
import {
  cacheId,
  done,
  duration,
  longName,
  password,
  project,
  resizeCapacity,
  vnetId,
  vpcId,
} from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

export const CAPACITY_GB = [1, 2, 4, 8, 16, 32, 64] as const
const Engine = z.literal('memcached').default('memcached')
const instance = z.strictObject({ Engine, CacheId: cacheId })
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
    request: z.strictObject({
      Engine,
      Name: longName('Name', '名称'),
      Capacity: noted(z.literal(CAPACITY_GB), 'Memory in GB', '内存容量（GB）'),
      SlaveNum: noted(z.number().int().min(0).max(7).default(0), 'Number of replicas', '从节点数量'),
      NetType: noted(z.literal(2).default(2), '2 VPC', '2 为 VPC'),
      VpcId: vpcId,
      VnetId: vnetId,
      BillType: noted(z.literal([1, 5]).default(1), '1 subscription, 5 by day', '1 包年包月，5 按日付费'),
      Duration: duration,
      DurationUnit: noted(
        z.string(),
        'Unit of Duration; months when left out. The manual does not say how others are spelled',
        'Duration 的单位，不填为月；手册未给出其他取值',
      ).optional(),
      PassWord: password().optional(),
      IamProjectId: project,
    }),
    response: object({
      RequestId: text(),
      Data: object({
        CacheId: z.string(),
        Name: text(),
        Size: scalar(),
        Port: scalar(),
        SuborderId: text(),
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
    method: 'POST',
    kind: 'destructive',
    once: true,
    costs: true,
    async: true,
    summary: { en: 'Enlarge an instance', zh: '扩容实例' },
    manual: 'ResizeCacheCluster',
    request: z.strictObject({ Engine, CacheId: cacheId, Capacity: resizeCapacity }),
  },
  FlushCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    summary: { en: 'Delete all items of an instance', zh: '清空实例数据' },
    manual: 'FlushCacheCluster',
  },
  RenameCacheCluster: {
    ...lifecycle,
    method: 'PUT',
    kind: 'write',
    once: true,
    summary: { en: 'Rename an instance', zh: '修改实例名称' },
    manual: 'RenameCacheCluster',
    // No rule is printed here, and the sample breaks the one of CreateCacheCluster.
    request: z.strictObject({
      Engine,
      CacheId: cacheId,
      Name: noted(z.string().min(1).max(64), 'New name, at most 64 characters', '新名称，最多 64 个字符'),
    }),
  },
  // Clients that log in cannot any more, or everybody can who reaches the address.
  UpdatePassword: {
    ...lifecycle,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    group: 'account',
    summary: { en: 'Set a new password, or none', zh: '修改或取消密码' },
    manual: 'UpdatePassword',
    request: z.strictObject({
      Engine,
      CacheId: cacheId,
      Password: noted(
        password(),
        'Left out, the instance has no password any more. 8 to 30 characters with a capital, a small letter and a digit',
        '不填则取消密码。8 到 30 个字符，必须包含大写字母、小写字母和数字',
      ).optional(),
    }),
  },
})
