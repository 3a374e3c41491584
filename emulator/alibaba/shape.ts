import type { CacheInstance } from '../world/instance'
import { networkOf } from '../world/network'
import { allAddresses } from '../world/whitelist'
import { hostOf } from './kvstore/addresses'
import { changeWaits } from './kvstore/orders'
import { configText } from './kvstore/parameters'

/** `2019-03-06T10:42:03Z` */
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** Fields that the list and the detail call spell and mean alike. */
function commonFields(i: CacheInstance, now: number) {
  return {
    InstanceId: i.id,
    InstanceName: i.name,
    InstanceStatus: i.status,
    InstanceType: i.engine === 'redis' ? 'Redis' : 'Memcache',
    InstanceClass: i.class,
    EngineVersion: i.version,
    RegionId: i.region,
    ZoneId: i.zone,
    Capacity: i.memoryMb,
    // The manual says Mbit/s; its samples carry the MB/s of its own size tables.
    Bandwidth: i.bandwidth,
    Connections: i.connections,
    QPS: i.qps,
    ConnectionDomain: hostOf(i, networkOf(i).prefix),
    Port: i.port,
    PrivateIp: i.privateIp,
    NetworkType: i.network.type === 'vpc' ? 'VPC' : 'CLASSIC',
    ...(i.network.type === 'vpc' ? { VpcId: i.network.vpcId, VSwitchId: i.network.subnetId } : {}),
    ChargeType: i.chargeType === 'subscription' ? 'PrePaid' : 'PostPaid',
    CreateTime: iso(i.createdAt),
    ...(i.expiresAt === undefined ? {} : { EndTime: iso(i.expiresAt) }),
    Config: configText(i, now),
    NodeType: i.class.startsWith('redis.basic.') ? 'single' : 'double',
    PackageType: 'standard',
    ResourceGroupId: i.resourceGroup,
    IsRds: true,
    Tags: { Tag: i.tags.map(({ key, value }) => ({ Key: key, Value: value })) },
  }
}

/** A row of DescribeInstances. */
export const listFields = (i: CacheInstance, now: number, searchKey: string | undefined) => ({
  ...commonFields(i, now),
  // Read/write splitting has this spelling in lists only.
  ArchitectureType: i.architecture === 'rwsplit' ? 'SplitRW' : i.architecture,
  ConnectionMode: i.architecture === 'standard' ? 'Standard' : 'Safe',
  HasRenewChangeOrder: changeWaits(i, now),
  UserName: i.id,
  ...(searchKey ? { SearchKey: searchKey } : {}),
})

/** The entry of DescribeInstanceAttribute. `auditDays` is 0 when the audit log is off. */
export const detailFields = (i: CacheInstance, now: number, auditDays: number) => ({
  ...commonFields(i, now),
  ArchitectureType: i.architecture,
  Engine: 'Redis',
  HasRenewChangeOrder: String(changeWaits(i, now)),
  AuditLogRetention: String(auditDays),
  AvailabilityValue: i.status === 'Error' || (i.expiresAt ?? Infinity) < now ? '99.2%' : '100.0%',
  InstanceReleaseProtection: i.releaseProtection,
  MaintainStartTime: i.maintenance.start,
  MaintainEndTime: i.maintenance.end,
  ReplicationMode: i.architecture === 'standard' ? 'master-slave' : 'cluster',
  SecurityIPList: allAddresses(i),
  ...(i.secondZone ? { SecondaryZoneId: i.secondZone } : {}),
  ...(i.architecture === 'cluster' ? { ShardCount: i.shards } : {}),
  VpcAuthMode: i.passwordFree ? 'Close' : 'Open',
  VpcCloudInstanceId: i.id,
  ZoneType: i.secondZone ? 'doublezone' : 'singlezone',
})
