import type { InstanceDetail, InstanceFacts } from '@/lib/model/instance'
import type { Output } from '@/lib/operation'
import { bareDetail, distinct, integerOrNull, numberOrNull, orNull, timeOrNull, windowOf } from '@/lib/providers/facts'
import type { instanceOperations } from './operations/instance'
import { toStatus } from './status'

export type CacheInstance = Output<(typeof instanceOperations)['describeCacheInstance']>['result']['cacheInstance']

const ARCHITECTURES: Record<string, InstanceFacts['architecture']> = {
  'master-slave': 'standard',
  cluster: 'cluster',
  'native-cluster': 'cluster',
}

export function toFacts(instance: CacheInstance): InstanceFacts {
  const { azId, charge } = instance
  const word = instance.cacheInstanceStatus ?? ''
  const port = integerOrNull(instance.port)
  const hosts = distinct([instance.connectionDomain, ...(instance.otherDomains ?? []).map((d) => d.domainName)])
  const mode = charge?.chargeMode ?? ''
  const subscription = mode === 'prepaid_by_duration'
  const copies = integerOrNull(instance.replicaNumber)
  return {
    name: instance.cacheInstanceName || instance.cacheInstanceId,
    engine: 'redis',
    // `4.0-1.2` is engine and build.
    version: orNull(instance.redisVersion) ?? orNull(instance.instanceVersion?.split('-')[0]),
    architecture: ARCHITECTURES[instance.cacheInstanceType ?? ''] ?? 'unknown',
    status: toStatus(word),
    vendorStatus: word,
    zone: orNull(azId?.master),
    zones: distinct([azId?.master, azId?.slave, ...(azId?.azsForCluster ?? [])]),
    class: orNull(instance.cacheInstanceClass),
    memoryMb: numberOrNull(instance.cacheInstanceMemoryMB),
    usedMemoryMb: null,
    shards: integerOrNull(instance.shardNumber),
    // The vendor counts the master too.
    replicas: copies === null ? null : Math.max(0, copies - 1),
    connections: null,
    bandwidthMbps: null,
    qps: null,
    endpoints: hosts.map((host) => ({ kind: 'private', host, port })),
    network: {
      type: instance.vpcId ? 'vpc' : 'unknown',
      vpcId: orNull(instance.vpcId),
      subnetId: orNull(instance.subnetId),
    },
    chargeType: subscription ? 'subscription' : mode.startsWith('postpaid') ? 'pay-as-you-go' : 'unknown',
    createdAt: timeOrNull(instance.createTime),
    expiresAt: subscription ? timeOrNull(charge?.chargeExpiredTime) : null,
    tags: (instance.tags ?? []).map(({ key, value }) => ({ key, value: value ?? '' })),
    locator: {},
  }
}

export const toDetail = (instance: CacheInstance): InstanceDetail => ({
  ...bareDetail(toFacts(instance)),
  maintenance: windowOf(instance.maintenanceStartTime, instance.maintenanceEndTime),
  minorVersion: orNull(instance.instanceVersion),
  passwordFree: instance.auth === undefined || instance.auth === null ? null : !instance.auth,
  resourceGroup: orNull(instance.resourceGroupId),
  description: orNull(instance.cacheInstanceDescription),
})
