import type { Adapter, Call } from '@/lib/providers/contract'
import { unlessMissing } from '@/lib/providers/facts'
import { listAll } from '@/lib/providers/paging'
import { jdcloudRedisOperations as op } from './catalog'
import { SERVICE } from './service'
import { toDetail, toFacts } from './translate'

const PAGE_SIZE = 100

export const jdcloudRedis = (call: Call): Adapter => ({
  service: SERVICE,
  instances: {
    list: ({ region, onPage, signal }) =>
      listAll({
        size: PAGE_SIZE,
        onPage,
        fetch: async (page) => {
          // Oldest first: what is created while pages are read lands on the last one and moves nothing.
          const sorts = [{ name: 'createTime' as const, direction: 'asc' as const }]
          const input = { regionId: region, pageNumber: page + 1, pageSize: PAGE_SIZE, sorts }
          const { data, receivedAt } = await call(op.describeCacheInstances, input, { region, signal })
          const rows = (data.result.cacheInstances ?? []).map((raw) => ({
            id: raw.cacheInstanceId,
            facts: toFacts(raw),
            raw,
            receivedAt,
          }))
          return { total: data.result.totalCount, rows }
        },
      }),

    async get({ region, id }, signal) {
      const input = { regionId: region, cacheInstanceId: id }
      const answer = await unlessMissing(call(op.describeCacheInstance, input, { region, signal }))
      const raw = answer?.data.result.cacheInstance
      return answer && raw && { detail: toDetail(raw), raw, receivedAt: answer.receivedAt }
    },
  },
})
