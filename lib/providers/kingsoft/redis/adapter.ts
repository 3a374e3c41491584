import type { Adapter, Call, CallOptions } from '@/lib/providers/contract'
import { unlessMissing } from '@/lib/providers/facts'
import { listAll, settle } from '@/lib/providers/paging'
import { toDetail, toFacts } from '../translate'
import { kingsoftRedisOperations as op } from './catalog'
import { SERVICE } from './service'

const PAGE_SIZE = 100
const MODES = [1, 2] as const

export const kingsoftRedis = (call: Call): Adapter => ({
  service: SERVICE,
  instances: {
    // A list call shows one zone, the `a` zone unless it names another: every zone is asked, and ids are united.
    async list({ region, onPage, signal }) {
      const zones = await zonesOf(call, { region, signal })
      // Told of no zone at all, we ask for the default one: finding something there shows that more may be hidden.
      const places: (string | undefined)[] = zones.length > 0 ? zones : [undefined]
      const lists = await settle(
        places.map((zone) =>
          listAll({
            size: PAGE_SIZE,
            onPage,
            fetch: async (page) => {
              // Oldest first: what is created while pages are read lands on the last one and moves nothing.
              const OrderBy = 'created,asc' as const
              const input = { AvailableZone: zone, Offset: page * PAGE_SIZE, Limit: PAGE_SIZE, OrderBy }
              const { data, receivedAt } = await call(op.DescribeCacheClusters, input, { region, signal })
              const rows = (data.Data.list ?? []).map((raw) => ({
                id: raw.cacheId,
                facts: toFacts('redis', raw, receivedAt, zone),
                raw,
                receivedAt,
              }))
              return { total: data.Data.total, rows }
            },
          }),
        ),
      )
      const ids = new Set(lists.flatMap((list) => [...list.ids]))
      return { complete: lists.every(({ complete }) => complete) && (zones.length > 0 || ids.size === 0), ids }
    },

    async get({ region, id, locator }, signal) {
      const input = { AvailableZone: locator.zone, CacheId: id }
      const answer = await unlessMissing(call(op.DescribeCacheCluster, input, { region, signal }))
      if (!answer) return undefined
      const { data, receivedAt } = answer
      return { detail: toDetail('redis', data.Data, receivedAt, locator.zone), raw: data.Data, receivedAt }
    },
  },
})

/** Zones of a region for both modes. The answer holds other regions' zones and names some twice. */
async function zonesOf(call: Call, options: CallOptions): Promise<string[]> {
  const answers = await settle(MODES.map((mode) => call(op.DescribeAvailabilityZones, { mode }, options)))
  const here = answers.flatMap(({ data }) => data.AvailabilityZoneSet).filter(({ Region }) => Region === options.region)
  return [...new Set(here.map(({ AvailabilityZone }) => AvailabilityZone))].sort()
}
