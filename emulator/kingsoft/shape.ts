import type { CacheInstance } from '../world/instance'

const CHINA_MS = 8 * 3_600_000

/** `2021-09-03 10:58:20`, China time. */
const china = (ms: number) => new Date(ms + CHINA_MS).toISOString().slice(0, 19).replace('T', ' ')

/** Status codes 1 creating and 4 deleting have no running service behind them. */
const serviceStatus = (i: CacheInstance) => (i.status === '1' || i.status === '4' ? 1 : 2)

const billType = (i: CacheInstance) => {
  if (i.chargeType === 'subscription') return 1
  return i.service === 'kingsoft-redis' ? 87 : 5
}

function commonFields(i: CacheInstance) {
  return {
    cacheId: i.id,
    name: i.name,
    az: i.zone,
    engine: i.engine,
    mode: i.architecture === 'cluster' ? 1 : 2,
    size: i.memoryMb / 1024,
    port: i.port,
    vip: i.privateIp,
    status: Number(i.status),
    createTime: china(i.createdAt),
    netType: i.network.type === 'vpc' ? 2 : 1,
    vpcId: i.network.vpcId,
    vnetId: i.network.subnetId,
    billType: billType(i),
    orderType: 2,
    serviceBeginTime: china(i.createdAt),
    serviceEndTime: i.expiresAt === undefined ? '' : china(i.expiresAt - 1_000),
    iamProjectId: i.project.id,
    iamProjectName: i.project.name,
    protocol: `${i.engine} ${i.version}`,
    securityGroupId: i.securityGroup,
  }
}

/** A row of Redis' list. */
export const redisListFields = (i: CacheInstance) => ({
  ...commonFields(i),
  region: i.region,
  source: 3,
  serviceStatus: serviceStatus(i),
  eip: i.publicIp,
  eipRo: '',
  tags: [],
  area: '单可用区',
  directVips: '',
  directSupported: i.architecture === 'cluster' ? 'true' : 'false',
  directConnEnabled: 0,
})

/** A row of Memcached's list: a shorter table, without zone and region. */
export const memcachedListFields = (i: CacheInstance) => {
  const { az: _az, orderType: _orderType, ...row } = commonFields(i)
  return row
}

/** The answer of DescribeCacheCluster, alike in both services. */
export const detailFields = (i: CacheInstance) => ({
  ...commonFields(i),
  slaveVip: '',
  slaveNum: 0,
  timingSwitch: 'On',
  timezone: '02:00-03:00',
  usedMemory: Math.round((i.usedMemoryMb / 1024) * 100) / 100,
  subOrderId: `M${i.engine === 'redis' ? 'REDIS' : 'MEM'}2S${i.securityGroup}${i.id.slice(0, 8)}`,
  productId: i.network.vpcId,
  orderUse: 1,
  ...(i.service === 'kingsoft-redis' ? { eip: i.publicIp, eipRo: '' } : {}),
})
