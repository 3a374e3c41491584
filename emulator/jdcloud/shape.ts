import type { CacheInstance } from '../world/instance'
import { detailsOf, parameterOf } from '../world/jdcloud-details'

/** `2026-01-02T03:04:05Z` */
export const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** The model of an instance, the same in lists and alone; it never tells how much memory is used. */
export function fields(i: CacheInstance, now: number, waiting: readonly number[] = []) {
  const details = detailsOf(i, now)
  const overdue = i.expiresAt !== undefined && i.expiresAt <= now
  const cluster = i.architecture === 'cluster'
  return {
    cacheInstanceId: i.id,
    cacheInstanceName: i.name,
    cacheInstanceClass: i.class,
    cacheInstanceMemoryMB: i.memoryMb,
    cacheInstanceStatus: i.status,
    cacheInstanceDescription: i.description,
    createTime: iso(i.createdAt),
    azId: { master: i.zone, slave: i.secondZone ?? i.zone, azSpecifyType: 'SpecifyByReplicaGroup' },
    vpcId: i.network.vpcId,
    subnetId: i.network.subnetId,
    connectionDomain: `${i.id}.${i.region}.redis.jdcloud.com`,
    port: i.port,
    charge: {
      chargeMode: chargeModeOf(i, now),
      chargeStatus: overdue ? 'overdue' : 'normal',
      chargeStartTime: iso(i.createdAt),
      chargeExpiredTime: i.expiresAt === undefined ? '' : iso(i.expiresAt),
      chargeRetireTime: i.expiresAt === undefined ? '' : iso(i.expiresAt + 7 * 86_400_000),
    },
    instanceVersion: `${i.version}-${details.build}`,
    auth: !i.passwordFree,
    isAllowNoAuth: true,
    redisVersion: i.version,
    cacheInstanceType: typeOf(i, now),
    ipv6On: details.ipv6,
    tags: i.tags.map(({ key, value }) => ({ key, value })),
    resourceGroupId: i.resourceGroup,
    shardNumber: i.shards,
    memoryMBPerShard: i.memoryMb / i.shards,
    otherDomains: [],
    slaveAppendonly: details.appendonly,
    databaseNum: String(details.databases),
    maxmemoryPolicy: parameterOf(i, details, 'maxmemory-policy'),
    replicaNumber: details.replicas,
    enableSmartProxy: details.smartProxy,
    cpuArchType: details.cpuArch,
    maintenanceStartTime: i.maintenance.start,
    maintenanceEndTime: i.maintenance.end,
    toBeExecutedTaskType: [...waiting],
    supportAssociateEIP: false,
    ...(cluster ? { instanceProxyVersion: details.proxyBuild } : {}),
  }
}

/** The architecture in the vendor's words. */
export const typeOf = (i: CacheInstance, now: number) =>
  i.architecture !== 'cluster' ? 'master-slave' : detailsOf(i, now).native ? 'native-cluster' : 'cluster'

/** How it is paid, in the vendor's words. */
export function chargeModeOf(i: CacheInstance, now: number) {
  if (i.chargeType === 'subscription') return 'prepaid_by_duration'
  return detailsOf(i, now).byUsage ? 'postpaid_by_usage' : 'postpaid_by_duration'
}
