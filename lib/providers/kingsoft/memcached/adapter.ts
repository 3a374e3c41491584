import type { Adapter, AdapterSettings, Call } from '@/lib/providers/contract'
import { unlessMissing } from '@/lib/providers/facts'
import { listAll } from '@/lib/providers/paging'
import { toDetail, toFacts } from '../translate'
import { kingsoftMemcachedOperations as op } from './catalog'
import { SERVICE } from './service'

const PAGE_SIZE = 100

export const kingsoftMemcached = (call: Call, settings: AdapterSettings): Adapter => ({
  service: SERVICE,
  instances: {
    list: ({ region, onPage, signal }) =>
      listAll({
        size: PAGE_SIZE,
        onPage,
        fetch: async (page) => {
          const input = {
            // Only the default project is listed unless all are named; the Redis call lists all by itself.
            IamProjectId: settings.projectIds.join(','),
            Offset: page * PAGE_SIZE,
            Limit: PAGE_SIZE,
            // Oldest first: what is created while pages are read lands on the last one and moves nothing.
            OrderBy: 'created,asc' as const,
          }
          const { data, receivedAt } = await call(op.DescribeCacheClusters, input, { region, signal })
          const rows = (data.Data.list ?? []).map((raw) => ({
            id: raw.cacheId,
            facts: toFacts('memcached', raw, receivedAt),
            raw,
            receivedAt,
          }))
          return { total: data.Data.total, rows }
        },
      }),

    async get({ region, id }, signal) {
      const answer = await unlessMissing(call(op.DescribeCacheCluster, { CacheId: id }, { region, signal }))
      if (!answer) return undefined
      const { data, receivedAt } = answer
      return { detail: toDetail('memcached', data.Data, receivedAt), raw: data.Data, receivedAt }
    },
  },
})
