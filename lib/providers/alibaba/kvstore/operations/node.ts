import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, pageNumber, regionId } from './inputs'
import { effectiveTime } from './order-fields'

const topologyNode = object({
  NodeId: text(),
  NodeType: text(),
  Capacity: scalar(),
  Bandwidth: scalar(),
  Connection: scalar(),
})

export const nodeOperations = operations(SERVICE, API_VERSION, {
  DescribeRoleZoneInfo: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'node',
    target: 'InstanceId',
    summary: { en: 'Role, zone and minor version of each node', zh: '查询各节点的角色、可用区与小版本' },
    manual: '8.4',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      QueryType: noted(z.literal([0, 1]).default(1), '0: proxies; 1: data nodes.', '0 为代理节点，1 为数据节点。'),
      PageNumber: pageNumber(),
      PageSize: z.literal([10, 20, 50]).default(10),
    }),
    response: object({
      Node: object({
        NodeInfo: list(
          object({
            NodeId: scalar(),
            InsName: text(),
            /** 3: read replica. */
            InsType: scalar(),
            NodeType: text(),
            Role: text(),
            ZoneId: text(),
            CurrentMinorVersion: text(),
            IsLatestVersion: scalar(),
            // Spelled one way in the table and another in the samples.
            CurrentBandwidth: number(),
            CurrentBandWidth: number(),
            DefaultBandwidth: number(),
            DefaultBandWidth: number(),
            IsOpenBandwidthService: scalar(),
            IsOpenBandWidthService: scalar(),
            CustinstId: scalar(),
            CustInsId: scalar(),
          }),
        ),
      }).nullish(),
      TotalCount: number(),
      PageNumber: number(),
      PageSize: number(),
      RequestId: text(),
    }),
  },
  DescribeLogicInstanceTopology: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'node',
    target: 'InstanceId',
    summary: { en: 'Proxies and shards of an instance', zh: '查询实例的代理与分片拓扑' },
    manual: '8.9',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      InstanceId: text(),
      /** An id ends in `#number`, which SwitchInstanceHA does not want. */
      RedisShardList: object({ NodeInfo: list(topologyNode) }).nullish(),
      RedisProxyList: object({ NodeInfo: list(topologyNode) }).nullish(),
      RequestId: text(),
    }),
  },
  SwitchInstanceHA: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'node',
    target: 'InstanceId',
    summary: { en: 'Swap master and replica', zh: '切换主备节点' },
    manual: '8.16',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      SwitchType: noted(
        z.enum(['AvailablePriority', 'ReliabilityPriority', 'DataConsistency']),
        'What goes first. AvailablePriority may lose the newest writes; DataConsistency may refuse to switch.',
        '切换策略：可用性优先可能丢失最新写入，数据一致性优先可能不切换。',
      ),
      NodeId: packed(
        noted(
          z.array(z.string().min(1)).min(1),
          'Shards of a cluster or of read/write splitting, ids up to the #. All of them when left out.',
          '集群或读写分离实例的数据节点 ID（# 之前的部分），不填则切换全部节点。',
        ),
        'comma',
      ).optional(),
      SwitchMode: noted(
        z.literal([0, 1]).default(0),
        '0: now; 1: in the maintenance window.',
        '0 为立即切换，1 为在可维护时间段内切换。',
      ),
    }),
    response: object({ RequestId: text() }),
  },
  MigrateToOtherZone: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'node',
    target: 'DBInstanceId',
    summary: { en: 'Move an instance to another zone of its region', zh: '将实例迁移至同地域的其他可用区' },
    manual: '8.17',
    request: z.strictObject({
      DBInstanceId: instanceId(),
      RegionId: regionId(),
      ZoneId: noted(z.string().min(1), 'New zone of the master.', '主节点的目标可用区。'),
      SecondaryZoneId: noted(z.string().min(1).optional(), 'New zone of the replica.', '备节点的目标可用区。'),
      VSwitchId: noted(
        z.string().min(1).optional(),
        'Needed for an instance in a VPC; of the new zone.',
        '专有网络实例必填，须属于目标可用区。',
      ),
      EffectiveTime: effectiveTime(),
    }),
    response: object({ RequestId: text() }),
  },
})
