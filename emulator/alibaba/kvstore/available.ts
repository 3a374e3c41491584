import type { availableOperations } from '@/lib/providers/alibaba/kvstore/operations/available'
import type { Behaviours } from '../../behaviour'
import type { Region } from '../../world/places'
import { placeOf } from '../../world/places'
import { OFFERS, type Offer } from '../../world/sizes'
import { instanceOf, unsupported } from './common'
import { CLOSED_ZONE } from './create'

const VERSIONS = { redis: ['2.8', '4.0', '5.0'], memcached: ['4.0'] } as const
const KINDS = {
  standard: ['standard instance', '标准版'],
  cluster: ['cluster instance (Sharding)', '集群版'],
  rwsplit: ['read/write splitting instance', '读写分离版'],
} as const
const ARCHITECTURES = { standard: 'standard', cluster: 'cluster', rwsplit: 'rwsplit' } as const

/** Entries grouped by a key, in the order in which keys first come. */
function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups]
}

export const availableBehaviours = {
  DescribeAvailableResource: (scene, input) => {
    const instance = input.InstanceId ? instanceOf(scene, input.InstanceId, input.RegionId) : undefined
    if (instance && input.OrderType === 'RENEW' && instance.chargeType !== 'subscription') throw unsupported()
    const place = placeOf('alibaba-kvstore', input.RegionId)
    const engine = instance?.engine ?? (input.Engine && (input.Engine === 'Redis' ? 'redis' : 'memcached'))
    // A zone that sells nothing new still changes what stands in it.
    const zones = (place?.zones ?? []).filter(
      (zone) =>
        (instance !== undefined || zone !== CLOSED_ZONE) &&
        (input.ZoneId ?? zone) === zone &&
        (instance?.zone ?? zone) === zone,
    )
    // Cloud disks do not exist in this world.
    const offers =
      input.ProductType === 'OnECS' ? [] : OFFERS['alibaba-kvstore'].filter((o) => (engine ?? o.engine) === o.engine)
    return {
      AvailableZones: {
        AvailableZone:
          place && offers.length > 0 ? zones.map((zone) => zoneFields(place, zone, offers, input.AcceptLanguage)) : [],
      },
    }
  },
} satisfies Behaviours<typeof availableOperations>

const zoneFields = (place: Region, zone: string, offers: readonly Offer[], language: string) => ({
  RegionId: place.id,
  ZoneId: zone,
  ZoneName:
    language === 'en-US'
      ? `${place.en} Zone ${zone.slice(-1).toUpperCase()}`
      : `${place.zh} 可用区${zone.slice(-1).toUpperCase()}`,
  SupportedEngines: {
    SupportedEngine: grouped(offers, ({ engine }) => engine).map(([engine, ofEngine]) => ({
      Engine: engine === 'redis' ? 'Redis' : 'Memcache',
      SupportedEditionTypes: {
        SupportedEditionType: [
          { EditionType: 'Community', SupportedSeriesTypes: seriesOf(engine, ofEngine, language) },
        ],
      },
    })),
  },
})

/** The only series printed with the Community edition is the one of the manual's sample. */
const seriesOf = (engine: Offer['engine'], offers: readonly Offer[], language: string) => ({
  SupportedSeriesType: [
    {
      SeriesType: 'enhanced_performance_type',
      SupportedEngineVersions: {
        SupportedEngineVersion: VERSIONS[engine].map((Version) => ({
          Version,
          SupportedArchitectureTypes: {
            SupportedArchitectureType: grouped(offers, ({ architecture }) => architecture).map(
              ([architecture, ofIt]) => ({
                Architecture: ARCHITECTURES[architecture],
                SupportedShardNumbers: { SupportedShardNumber: shardsOf(ofIt, language) },
              }),
            ),
          },
        })),
      },
    },
  ],
})

const shardsOf = (offers: readonly Offer[], language: string) =>
  grouped(offers, ({ shards }) => shards).map(([shards, ofShards]) => ({
    ShardNumber: String(shards),
    SupportedNodeTypes: {
      SupportedNodeType: grouped(ofShards, ({ nodeType }) => nodeType).map(([nodeType, ofType]) => ({
        SupportedNodeType: nodeType,
        AvailableResources: {
          AvailableResource: ofType.map((offer) => ({
            InstanceClass: offer.class,
            InstanceClassRemark: remarkOf(offer, language),
          })),
        },
      })),
    },
  }))

/** As the manual's sample words it for a cluster (7.3). */
function remarkOf({ memoryMb, qps, connections, architecture }: Offer, language: string): string {
  const gb = memoryMb / 1_024
  const [en, zh] = KINDS[architecture]
  return language === 'en-US'
    ? `${gb} GB ${en} (Queries per second (QPS): ${qps.toLocaleString('en-US')}, number of connections: ${connections.toLocaleString('en-US')})`
    : `${gb} GB ${zh}（QPS：${qps}，连接数：${connections}）`
}
