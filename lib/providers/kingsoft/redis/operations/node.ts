import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, object, scalar, text } from '@/lib/providers/fields'
import { availableZone, cacheId, done, id } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

const instance = { AvailableZone: availableZone, CacheId: cacheId }
const node = { group: 'node', target: 'CacheId' } as const
/** The rows about read-only nodes alone are of another version than the rest of this service. */
const readOnlyNode = { ...node, apiVersion: '2017-04-01' } as const

const nodeFields = {
  instanceId: z.string(),
  name: text(),
  port: scalar(),
  ip: text(),
  /** unknown, creating, running, deleted, failed, new, shutdown or error. */
  status: text(),
  /** `yyyy-MM-dd HH:mm:ss`, China time. */
  createTime: text(),
}

export const nodeOperations = operations(SERVICE, API_VERSION, {
  AddCacheSlaveNode: {
    ...readOnlyNode,
    method: 'PUT',
    kind: 'write',
    once: true,
    costs: true,
    async: true,
    summary: { en: 'Add a read-only node', zh: '添加只读节点' },
    manual: 'AddCacheSlaveNode',
    request: z.strictObject({
      ...instance,
      SlaveVip: noted(
        z.ipv4(),
        'Fixed address of the node; assigned when left out',
        '节点的固定 IP，不填则自动分配',
      ).optional(),
    }),
    response: object({ RequestId: text(), Data: object({ NodeId: z.string() }) }),
  },
  DeleteCacheSlaveNode: {
    ...readOnlyNode,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    summary: { en: 'Remove a read-only node', zh: '删除只读节点' },
    manual: 'DeleteCacheSlaveNode',
    request: z.strictObject({
      ...instance,
      NodeId: id('instanceId of the node list', '节点列表中的 instanceId'),
    }),
    response: done,
  },
  DescribeCacheReadonlyNode: {
    ...readOnlyNode,
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    summary: { en: 'List read-only nodes', zh: '查询只读节点列表' },
    manual: 'DescribeCacheReadonlyNode',
    request: z.strictObject(instance),
    response: object({ RequestId: text(), Data: list(object(nodeFields)) }),
  },
  DescribeCacheByRole: {
    ...node,
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    summary: { en: 'List nodes with their roles', zh: '按角色查询节点' },
    manual: 'DescribeCacheByRole',
    request: z.strictObject({
      ...instance,
      Proxy: noted(
        z.enum(['MASTER', 'SLAVE', 'READONLY', 'PROXY']),
        'Role of the nodes, in spite of its name',
        '节点角色（参数名虽为 Proxy）',
      ).optional(),
    }),
    response: object({
      RequestId: text(),
      Data: list(
        object({
          ...nodeFields,
          /** MASTER, SLAVE, READONLY or PROXY. */
          proxy: text(),
          /** The zone as a Chinese text, not its id. */
          area: text(),
        }),
      ),
    }),
  },
})
