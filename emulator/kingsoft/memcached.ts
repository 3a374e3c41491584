import type { kingsoftMemcachedOperations } from '@/lib/providers/kingsoft/memcached/catalog'
import type { Behaviours } from '../behaviour'
import { PLACES } from '../world/places'
import { notFound, page, projectsOf } from './listing'
import { detailFields, memcachedListFields } from './shape'

const SERVICE = 'kingsoft-memcached'

/** What Kingsoft Memcached does. */
export const kingsoftMemcached = {
  DescribeRegions: () => ({
    RegionSet: PLACES[SERVICE].map((place) => ({ Region: place.id, RegionName: place.zh })),
  }),

  DescribeAvailabilityZones: () => ({
    AvailabilityZoneSet: PLACES[SERVICE].flatMap((place) =>
      place.zones.map((zone) => ({ Region: place.id, AvailabilityZone: zone })),
    ),
  }),

  // Project 0 alone unless projects are named: instances of other projects are not seen.
  DescribeCacheClusters: ({ world, owner, region }, input) => {
    const projects = projectsOf(input.IamProjectId) ?? ['0']
    return page(world.list({ service: SERVICE, region, owner }), input, memcachedListFields, (i) =>
      projects.includes(i.project.id),
    )
  },

  DescribeCacheCluster: ({ world, owner, region }, { CacheId }) => {
    const instance = world.find(SERVICE, CacheId, owner)
    if (!instance || instance.region !== region) throw notFound(CacheId)
    return { Data: detailFields(instance) }
  },
} satisfies Behaviours<typeof kingsoftMemcachedOperations>
