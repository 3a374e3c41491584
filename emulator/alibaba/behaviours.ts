import type { kvstoreOperations } from '@/lib/providers/alibaba/kvstore/catalog'
import type { Behaviours } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { PLACES, type Region } from '../world/places'
import { endpointOf } from './endpoints'
import { accountBehaviours } from './kvstore/accounts'
import { availableBehaviours } from './kvstore/available'
import { backupBehaviours } from './kvstore/backups'
import { instanceOf } from './kvstore/common'
import { connectionBehaviours } from './kvstore/connection'
import { creationBehaviours } from './kvstore/create'
import { diagnosticsBehaviours } from './kvstore/diagnostics'
import { lifecycleBehaviours } from './kvstore/lifecycle'
import { auditDaysOf, logBehaviours } from './kvstore/logs'
import { maintenanceBehaviours } from './kvstore/maintenance'
import { monitoringBehaviours } from './kvstore/monitoring'
import { nodeBehaviours } from './kvstore/nodes'
import { parameterBehaviours } from './kvstore/parameters'
import { renewalBehaviours } from './kvstore/renewal'
import { securityBehaviours } from './kvstore/security'
import { sslBehaviours } from './kvstore/ssl'
import { tagBehaviours } from './kvstore/tags'
import { taskBehaviours } from './kvstore/tasks'
import { upkeepBehaviours } from './kvstore/upkeep'
import { detailFields, listFields } from './shape'

/** Zones as the API names them: single ones and the multi-zone ids that group two. */
const zoneIds = (place: Region) => {
  const letters = place.zones.map((zone) => zone.slice(-1))
  const pair = letters.slice(-2).join(',')
  return letters.length > 3 ? [...place.zones, `${place.id}-MAZ10(${pair})`] : [...place.zones]
}

const regions = (id: string | undefined) =>
  PLACES['alibaba-kvstore'].filter((place) => id === undefined || place.id === id)

/** What Alibaba KVStore does. */
export const kvstore = {
  DescribeRegions: (_scene, { RegionId, AcceptLanguage }) => ({
    RegionIds: {
      KVStoreRegion: regions(RegionId).map((place) => ({
        RegionId: place.id,
        LocalName: AcceptLanguage === 'en-US' ? place.en : place.zh,
        RegionEndpoint: endpointOf(place.id),
        ZoneIdList: { ZoneId: zoneIds(place) },
        ZoneIds: zoneIds(place).join(','),
      })),
    },
  }),

  DescribeZones: (_scene, { RegionId, AcceptLanguage }) => ({
    Zones: {
      KVStoreZone: regions(RegionId).flatMap((place) =>
        place.zones.map((zone) => ({
          ZoneId: zone,
          ZoneName:
            AcceptLanguage === 'en-US'
              ? `${place.en} Zone ${zone.slice(-1).toUpperCase()}`
              : `${place.zh} 可用区${zone.slice(-1).toUpperCase()}`,
          RegionId: place.id,
          Disabled: zone === 'cn-hangzhou-b',
          IsRds: true,
          SwitchNetwork: true,
        })),
      ),
    },
  }),

  DescribeInstances: (scene, input) => {
    const ids = input.InstanceIds
    const { owner, world } = scene
    const matching = world
      .list({ service: 'alibaba-kvstore', region: input.RegionId, owner })
      .filter((i) => ids === undefined || ids.length === 0 || ids.includes(i.id))
      .filter((i) => matches(i, input, world.now()))
    const from = (input.PageNumber - 1) * input.PageSize
    return {
      TotalCount: matching.length,
      PageNumber: input.PageNumber,
      PageSize: input.PageSize,
      Instances: {
        KVStoreInstance: matching
          .slice(from, from + input.PageSize)
          .map((i) => listFields(i, world.now(), input.SearchKey)),
      },
    }
  },

  DescribeInstanceAttribute: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    return {
      Instances: { DBInstanceAttribute: [detailFields(instance, scene.world.now(), auditDaysOf(scene, instance))] },
    }
  },

  ...accountBehaviours,
  ...securityBehaviours,
  ...backupBehaviours,
  ...parameterBehaviours,
  ...monitoringBehaviours,
  ...logBehaviours,
  ...diagnosticsBehaviours,
  ...maintenanceBehaviours,
  ...tagBehaviours,
  ...availableBehaviours,
  ...creationBehaviours,
  ...lifecycleBehaviours,
  ...nodeBehaviours,
  ...upkeepBehaviours,
  ...connectionBehaviours,
  ...sslBehaviours,
  ...renewalBehaviours,
  ...taskBehaviours,
} satisfies Behaviours<typeof kvstoreOperations>

interface Filters {
  InstanceStatus?: string
  ChargeType?: string
  NetworkType?: string
  EngineVersion?: string
  InstanceClass?: string
  VpcId?: string
  VSwitchId?: string
  InstanceType?: string
  SearchKey?: string
  ArchitectureType?: string
  Expired?: string
  ZoneId?: string
  Tag?: readonly { Key: string; Value?: string }[]
  ResourceGroupId?: string
  GlobalInstance?: boolean
  EditionType?: string
  PrivateIp?: string
}

function matches(i: CacheInstance, f: Filters, now: number): boolean {
  const equal = (wanted: string | undefined, value: string) => wanted === undefined || wanted === '' || wanted === value
  const expired = i.expiresAt !== undefined && i.expiresAt <= now
  return (
    equal(f.InstanceStatus, i.status) &&
    equal(f.ChargeType, i.chargeType === 'subscription' ? 'PrePaid' : 'PostPaid') &&
    equal(f.NetworkType, i.network.type === 'vpc' ? 'VPC' : 'CLASSIC') &&
    equal(f.EngineVersion, i.version) &&
    equal(f.InstanceClass, i.class) &&
    equal(f.VpcId, i.network.vpcId) &&
    equal(f.VSwitchId, i.network.subnetId) &&
    equal(f.InstanceType, i.engine === 'redis' ? 'Redis' : 'Memcache') &&
    equal(f.ArchitectureType, i.architecture) &&
    equal(f.Expired, String(expired)) &&
    equal(f.ZoneId, i.zone) &&
    equal(f.ResourceGroupId, i.resourceGroup) &&
    equal(f.PrivateIp, i.privateIp) &&
    (!f.SearchKey || i.id.includes(f.SearchKey) || i.name.includes(f.SearchKey)) &&
    // No instance of this world is distributed or of the enterprise edition.
    f.GlobalInstance !== true &&
    f.EditionType !== 'Enterprise' &&
    (f.Tag ?? []).every((t) => i.tags.some(({ key, value }) => key === t.Key && (!t.Value || value === t.Value)))
  )
}
