import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { object, text } from '@/lib/providers/fields'
import { availableZone, cacheId, done } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

const instance = { AvailableZone: availableZone, CacheId: cacheId }
const connection = { group: 'connection', target: 'CacheId' } as const

const eip = {
  ...connection,
  method: 'POST',
  request: z.strictObject({
    ...instance,
    InsType: noted(
      z.enum(['1', '2', '3']),
      '1 master, 2 read-only nodes, 3 both. Needed for master and replica, left out for a cluster',
      '1 主节点，2 只读节点，3 两者。单主从必填，集群不填',
    ).optional(),
  }),
} as const

export const connectionOperations = operations(SERVICE, API_VERSION, {
  AllocateEip: {
    ...eip,
    kind: 'write',
    once: true,
    summary: { en: 'Give an instance a public address', zh: '绑定公网地址' },
    manual: 'AllocateEip',
    /** Each is `IP:PORT`, or empty where none is bound. */
    response: object({ RequestId: text(), Data: object({ master: text(), readonly: text(), proxy: text() }) }),
  },
  DeallocateEip: {
    ...eip,
    kind: 'destructive',
    once: true,
    summary: { en: 'Take the public address away', zh: '解绑公网地址' },
    manual: 'DeallocateEip',
    response: done,
  },
  // Both are sent with GET although they change something: nothing may fetch them ahead or cache them.
  OpenDirectAccessToCluster: {
    ...connection,
    method: 'GET',
    kind: 'write',
    once: true,
    summary: { en: 'Open direct access to the shards of a cluster', zh: '开启集群分片直连' },
    manual: 'OpenDirectAccessToCluster',
    request: z.strictObject(instance),
    response: done,
  },
  CloseDirectAccessToCluster: {
    ...connection,
    method: 'GET',
    kind: 'destructive',
    once: true,
    summary: { en: 'Close direct access to the shards of a cluster', zh: '关闭集群分片直连' },
    manual: 'CloseDirectAccessToCluster',
    request: z.strictObject(instance),
    response: done,
  },
})
