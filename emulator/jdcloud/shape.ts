import type { CacheInstance } from '../world/instance'

/** `2026-01-02T03:04:05Z` */
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** The model of an instance, the same in lists and alone; it never tells how much memory is used. */
export function fields(i: CacheInstance, now: number) {
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
      chargeMode: i.chargeType === 'subscription' ? 'prepaid_by_duration' : 'postpaid_by_duration',
      chargeStatus: overdue ? 'overdue' : 'normal',
      chargeStartTime: iso(i.createdAt),
      chargeExpiredTime: i.expiresAt === undefined ? '' : iso(i.expiresAt),
      chargeRetireTime: i.expiresAt === undefined ? '' : iso(i.expiresAt + 7 * 86_400_000),
    },
    instanceVersion: `${i.version}-1.2`,
    auth: !i.passwordFree,
    isAllowNoAuth: true,
    redisVersion: i.version,
    cacheInstanceType: cluster ? 'cluster' : 'master-slave',
    ipv6On: 0,
    tags: i.tags.map(({ key, value }) => ({ key, value })),
    resourceGroupId: i.resourceGroup,
    shardNumber: i.shards,
    memoryMBPerShard: i.memoryMb / i.shards,
    otherDomains: [],
    slaveAppendonly: 'yes',
    databaseNum: cluster ? '1' : '16',
    maxmemoryPolicy: 'volatile-lru',
    replicaNumber: 2,
    enableSmartProxy: 0,
    cpuArchType: 'amd64',
    maintenanceStartTime: i.maintenance.start,
    maintenanceEndTime: i.maintenance.end,
    toBeExecutedTaskType: [],
    supportAssociateEIP: false,
    ...(cluster ? { instanceProxyVersion: '1.1.4' } : {}),
  }
}
