import type { nodeOperations } from '@/lib/providers/alibaba/kvstore/operations/node'
import type { Behaviours } from '../../behaviour'
import { Refusal, refuse } from '../../gateway/refusal'
import type { CacheInstance } from '../../world/instance'
import { nextWindow } from '../../world/maintenance'
import { endpointsOf } from '../../world/network'
import { proxiesOf, shardsOf, swap } from '../../world/nodes'
import { placeOf } from '../../world/places'
import { noteServerLine } from '../../world/server-log'
import { startTask } from '../../world/tasks'
import { latestMinor, minorOf } from '../../world/versions'
import { instanceOf, invalidParameter, runningOf, startOf } from './common'
import { CLOSED_ZONE } from './create'

const MIGRATION_WORK = 3

/** A share of a limit of the whole instance. */
const share = (whole: number, parts: number) => Math.floor(whole / Math.max(1, parts))

export const minorName = (instance: CacheInstance, minor = minorOf(instance)) =>
  `${instance.engine === 'redis' ? 'redis' : 'memcache'}-${instance.version}_0.${minor}.0`

export const nodeBehaviours = {
  DescribeRoleZoneInfo: (scene, { InstanceId, RegionId, QueryType, PageNumber, PageSize }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    const common = {
      CurrentMinorVersion: minorName(instance),
      IsLatestVersion: minorOf(instance) === latestMinor(instance) ? 1 : 0,
      IsOpenBandWidthService: false,
    }
    const shards = shardsOf(instance)
    const bandwidth = share(instance.bandwidth, shards.length)
    const data = shards.flatMap((shard) =>
      (['master', 'slave'] as const).map((Role) => ({
        ...common,
        NodeId: String(shard.number),
        CustInsId: String(shard.number + 20_000_000),
        InsName: instance.architecture === 'standard' ? instance.id : shard.id,
        NodeType: instance.architecture === 'standard' ? 'normal' : 'db',
        Role,
        ZoneId: Role === 'master' ? shard.masterZone : shard.replicaZone,
        DefaultBandWidth: bandwidth,
        CurrentBandWidth: bandwidth,
      })),
    )
    const replicas = Array.from({ length: instance.readOnlyNodes }, (_, i) => ({
      ...common,
      NodeId: String((shards[0]?.number ?? 0) + 100 + i),
      CustInsId: String((shards[0]?.number ?? 0) + 20_000_100 + i),
      InsName: `${instance.id}-rodb-${i}`,
      InsType: 3,
      NodeType: 'db',
      Role: 'slave',
      ZoneId: instance.zone,
      DefaultBandWidth: bandwidth,
      CurrentBandWidth: bandwidth,
    }))
    const proxies = proxiesOf(instance).map(({ id, number }) => ({
      ...common,
      NodeId: String(number),
      CustInsId: String(number + 20_000_000),
      InsName: id,
      NodeType: 'proxy',
      Role: 'master',
      ZoneId: instance.zone,
      DefaultBandWidth: 96,
      CurrentBandWidth: 96,
    }))
    const nodes = QueryType === 0 ? proxies : [...data, ...replicas]
    const from = (PageNumber - 1) * PageSize
    return {
      Node: { NodeInfo: nodes.slice(from, from + PageSize) },
      TotalCount: nodes.length,
      PageNumber,
      PageSize,
    }
  },

  DescribeLogicInstanceTopology: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    const shards = shardsOf(instance)
    const proxies = proxiesOf(instance)
    return {
      InstanceId: instance.id,
      RedisShardList: {
        NodeInfo: shards.map(({ id, number }) => ({
          NodeId: `${id}#${number}`,
          NodeType: 'db',
          Capacity: String(share(instance.memoryMb, shards.length)),
          Bandwidth: share(instance.bandwidth, shards.length),
          Connection: String(share(instance.connections, shards.length)),
        })),
      },
      RedisProxyList: {
        NodeInfo: proxies.map(({ id, number }) => ({
          NodeId: `${id}#${number}`,
          NodeType: 'proxy',
          // As in the manual's sample; proxies hold no data.
          Capacity: '5120',
          Bandwidth: share(instance.bandwidth, proxies.length),
          Connection: String(share(instance.connections, proxies.length)),
        })),
      },
    }
  },

  SwitchInstanceHA: (scene, { InstanceId, RegionId, NodeId, SwitchMode }) => {
    const { world } = scene
    const instance = runningOf(scene, InstanceId, RegionId)
    if (NodeId && instance.architecture === 'standard') throw invalidParameter('NodeId')
    const shards = shardsOf(instance)
    const chosen = (NodeId ?? shards.map(({ id }) => id)).map((node) => shards.findIndex(({ id }) => id === node))
    if (chosen.includes(-1)) throw invalidParameter('NodeId')
    const startedAt = SwitchMode === 1 ? nextWindow(instance.maintenance, world.now()) : world.now()
    const done = () => {
      swap(instance, chosen)
      noteServerLine(instance, world.now(), 'MASTER MODE enabled (user request)', '*')
    }
    world.enter(instance, 'Switching', { steps: 0.5, status: 'Normal', done }, startedAt)
    startTask(world, instance, { action: 'SwitchInstanceHA', work: 0.5, startedAt })
    return {}
  },

  MigrateToOtherZone: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.DBInstanceId, input.RegionId)
    for (const zone of [input.ZoneId, input.SecondaryZoneId])
      if (zone !== undefined && !placeOf('alibaba-kvstore', instance.region)?.zones.includes(zone))
        throw refuse(400, 'InvalidZoneId.NotFound', 'The specified ZoneId is not valid.')
    if (input.ZoneId === CLOSED_ZONE || input.ZoneId === instance.zone)
      throw refuse(400, 'Zone.NotSupport', 'The zone cannot host this instance.')
    if (instance.network.type === 'vpc' && !input.VSwitchId) throw new Refusal('missing-parameter', 'VSwitchId')
    if (endpointsOf(instance, world.now()).some(({ kind }) => kind === 'classic'))
      throw refuse(403, 'IncorrectDBInstanceState', 'The classic address of this instance has not expired yet.')
    const startedAt = startOf(scene, instance, input.EffectiveTime)
    const change = {
      zone: input.ZoneId,
      secondZone: input.SecondaryZoneId,
      // The address stays, the virtual IP does not.
      privateIp: `10.${world.random.int(16, 31)}.${world.random.int(0, 255)}.${world.random.int(2, 250)}`,
      network: { ...instance.network, subnetId: input.VSwitchId ?? instance.network.subnetId },
    }
    world.enter(instance, 'Migrating', { steps: MIGRATION_WORK, status: 'Normal', change }, startedAt)
    startTask(world, instance, { action: 'MigrateToOtherZone', work: MIGRATION_WORK, startedAt })
    return {}
  },
} satisfies Behaviours<typeof nodeOperations>
