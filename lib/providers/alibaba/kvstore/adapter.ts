import type { Adapter, Call } from '@/lib/providers/contract'
import { unlessMissing } from '@/lib/providers/facts'
import { listAll } from '@/lib/providers/paging'
import { kvstoreOperations as op } from './catalog'
import { SERVICE } from './service'
import { toDetail, toFacts } from './translate'

/** The largest page that DescribeInstances gives (8.1). */
const PAGE_SIZE = 50

export const kvstore = (call: Call): Adapter => ({
  service: SERVICE,
  instances: {
    list: ({ region, onPage, signal }) =>
      listAll({
        size: PAGE_SIZE,
        onPage,
        fetch: async (page) => {
          const input = { RegionId: region, PageNumber: page + 1, PageSize: PAGE_SIZE }
          const { data, receivedAt } = await call(op.DescribeInstances, input, { region, signal })
          const rows = (data.Instances.KVStoreInstance ?? []).map((raw) => ({
            id: raw.InstanceId,
            facts: toFacts(raw, receivedAt),
            raw,
            receivedAt,
          }))
          return { total: data.TotalCount, rows }
        },
      }),

    async get({ region, id }, signal) {
      const answer = await unlessMissing(
        call(op.DescribeInstanceAttribute, { InstanceId: id, RegionId: region }, { region, signal }),
      )
      const raw = answer?.data.Instances.DBInstanceAttribute?.find(({ InstanceId }) => InstanceId === id)
      return answer && raw && { detail: toDetail(raw, answer.receivedAt), raw, receivedAt: answer.receivedAt }
    },
  },
})
