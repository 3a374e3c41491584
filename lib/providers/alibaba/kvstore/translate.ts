import type { InstanceDetail, InstanceFacts } from '@/lib/model/instance'
import type { Output } from '@/lib/operation'
import {
  bareDetail,
  distinct,
  integerOrNull,
  numberOrNull,
  orNull,
  suspended,
  timeOrNull,
  windowOf,
} from '@/lib/providers/facts'
import type { instanceOperations } from './operations/instance'
import { toStatus } from './status'

type ListedInstance = NonNullable<
  Output<(typeof instanceOperations)['DescribeInstances']>['Instances']['KVStoreInstance']
>[number]
export type Attribute = NonNullable<
  Output<(typeof instanceOperations)['DescribeInstanceAttribute']>['Instances']['DBInstanceAttribute']
>[number]

/** Read-write splitting is `rwsplit` in requests and in the detail call, `SplitRW` in the list. */
const ARCHITECTURES: Record<string, InstanceFacts['architecture']> = {
  standard: 'standard',
  cluster: 'cluster',
  rwsplit: 'read-write-splitting',
  SplitRW: 'read-write-splitting',
}
/** `single` has no replica and is being phased out. */
const REPLICAS: Record<string, number> = { double: 1, single: 0 }

export function toFacts(instance: ListedInstance | Attribute, now: Date): InstanceFacts {
  // Tables of the manual call both fields otherwise than its samples do.
  const word = instance.InstanceStatus ?? instance.InstanceState ?? ''
  const subnet = instance.VSwitchId ?? instance.vSwitchId
  const subscription = instance.ChargeType === 'PrePaid'
  const expiresAt = subscription ? timeOrNull(instance.EndTime) : null
  const status = toStatus(word)
  return {
    name: instance.InstanceName || instance.InstanceId,
    engine: instance.InstanceType === 'Memcache' ? 'memcached' : 'redis',
    version: orNull(instance.EngineVersion),
    architecture: ARCHITECTURES[instance.ArchitectureType ?? ''] ?? 'unknown',
    status: status === 'suspended' ? suspended(expiresAt, now) : status,
    vendorStatus: word,
    zone: orNull(instance.ZoneId),
    zones: distinct([instance.ZoneId, instance.SecondaryZoneId]),
    class: orNull(instance.InstanceClass),
    memoryMb: numberOrNull(instance.Capacity),
    usedMemoryMb: null,
    shards: integerOrNull(instance.ShardCount),
    replicas: REPLICAS[instance.NodeType ?? ''] ?? null,
    connections: numberOrNull(instance.Connections),
    bandwidthMbps: numberOrNull(instance.Bandwidth),
    qps: numberOrNull(instance.QPS),
    endpoints: instance.ConnectionDomain
      ? [{ kind: 'private', host: instance.ConnectionDomain, port: integerOrNull(instance.Port) }]
      : [],
    network: {
      type: instance.NetworkType === 'VPC' ? 'vpc' : instance.NetworkType === 'CLASSIC' ? 'classic' : 'unknown',
      vpcId: orNull(instance.VpcId),
      subnetId: orNull(subnet),
    },
    chargeType: subscription ? 'subscription' : instance.ChargeType === 'PostPaid' ? 'pay-as-you-go' : 'unknown',
    createdAt: timeOrNull(instance.CreateTime),
    expiresAt,
    tags: (instance.Tags?.Tag ?? []).map(({ Key, Value }) => ({ key: Key, value: Value ?? '' })),
    locator: {},
  }
}

/** A boolean in the list, a text in the detail call. */
const yesOrNo = (told: unknown): boolean | null =>
  String(told) === 'true' ? true : String(told) === 'false' ? false : null

export const toDetail = (attribute: Attribute, now: Date): InstanceDetail => ({
  ...bareDetail(toFacts(attribute, now)),
  maintenance: windowOf(attribute.MaintainStartTime, attribute.MaintainEndTime),
  releaseProtection: attribute.InstanceReleaseProtection ?? null,
  // `Open` means that authentication is on.
  passwordFree: attribute.VpcAuthMode ? attribute.VpcAuthMode === 'Close' : null,
  pendingOrder: yesOrNo(attribute.HasRenewChangeOrder),
  resourceGroup: orNull(attribute.ResourceGroupId),
  securityIps: attribute.SecurityIPList ? attribute.SecurityIPList.split(',').map((ip) => ip.trim()) : null,
})
