import type { CacheInstance } from '../world/instance'
import { publicAddressOf, settingsOf } from '../world/kingsoft-cache'
import { groupsOf } from '../world/kingsoft-groups'
import type { World } from '../world/world'
import { china } from './china'
import { supportsDirect } from './connection'
import { shardAddresses } from './nodes'

/** Status codes 1 creating and 4 deleting have no running service behind them. */
const serviceStatus = (i: CacheInstance) => (i.status === '1' || i.status === '4' ? 1 : 2)

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
    billType: settingsOf(i).billType,
    orderType: 2,
    serviceBeginTime: china(i.createdAt),
    serviceEndTime: i.expiresAt === undefined ? '' : china(i.expiresAt - 1_000),
    iamProjectId: i.project.id,
    iamProjectName: i.project.name,
    protocol: `${i.engine} ${i.version}`,
  }
}

/** Public addresses carry the port that the Internet sees, as in the answer of AllocateEip. */
const publicFields = (i: CacheInstance) => ({ eip: publicAddressOf(i), eipRo: settingsOf(i).eips.readonly ?? '' })

/** A row of Redis' list. */
export const redisRow = (i: CacheInstance) => {
  const { direct } = settingsOf(i)
  return {
    ...commonFields(i),
    ...publicFields(i),
    region: i.region,
    source: 3,
    serviceStatus: serviceStatus(i),
    tags: [],
    area: '单可用区',
    directVips: direct ? shardAddresses(i).join(',') : '',
    directSupported: supportsDirect(i) ? 'true' : 'false',
    directConnEnabled: direct ? 1 : 0,
  }
}

/** A row of Memcached's list: a shorter table, without zone and region. */
export const memcachedRow = (i: CacheInstance) => {
  const { az: _az, orderType: _orderType, ...row } = commonFields(i)
  return { ...row, securityGroupId: i.securityGroup }
}

/** What DescribeCacheCluster answers in both services. */
const detailFields = (i: CacheInstance) => ({
  ...commonFields(i),
  usedMemory: Math.round((i.usedMemoryMb / 1024) * 100) / 100,
  subOrderId: settingsOf(i).orderId,
  productId: i.network.vpcId,
  orderUse: 1,
})

export const redisDetail = (world: World, i: CacheInstance) => {
  const { window, nodes } = settingsOf(i)
  return {
    ...detailFields(i),
    ...publicFields(i),
    // One field for what can be several: the first.
    securityGroupId: groupsOf(world, i)[0] ?? '',
    slaveVip: nodes[0]?.ip ?? '',
    slaveNum: nodes.length,
    timingSwitch: window ? 'On' : 'Off',
    timezone: window ?? '',
  }
}

export const memcachedDetail = (i: CacheInstance) => ({ ...detailFields(i), securityGroupId: i.securityGroup })
