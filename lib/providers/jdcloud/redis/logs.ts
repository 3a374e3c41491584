import { orNull } from '@/lib/providers/facts'
import { type Logs, readLine } from '@/lib/providers/logs'
import { readWindows } from '@/lib/providers/slow-logs'
import { jdcloudRedisOperations as op } from './catalog'

/** No limit of a span is published. */
const WINDOW_MS = 86_400_000
const PAGE = 100
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/**
 * None of the manual's nine operations tells logs; the newer describeRedisServerLog does, where the account may use it, of
 * all nodes together. Nothing tells an audit log.
 */
export const logs: Logs = {
  kinds: () => ['running'],
  roles: [],
  operation: () => `jdcloud-redis/${op.describeRedisServerLog.name}`,
  running: (call, { region, id }, { span, most, node, word }, signal) =>
    readWindows(
      {
        windowMs: WINDOW_MS,
        pageSize: PAGE,
        async page({ from, to }, number) {
          const input = {
            regionId: region,
            cacheInstanceId: id,
            pageNumber: number,
            pageSize: PAGE,
            startTime: second(from),
            endTime: second(to),
            ...(node === null ? {} : { podName: node }),
            ...(word === null ? {} : { logFilter: word }),
          }
          const { data } = await call(op.describeRedisServerLog, input, { region, signal })
          const rows = data.result?.logs ?? []
          const records = rows.flatMap(({ createTime, podName, message }) => {
            const at = Date.parse(createTime ?? '')
            return Number.isNaN(at) ? [] : [{ at, node: orNull(podName), ...readLine(message ?? '') }]
          })
          return { records, rows: rows.length, total: data.result?.totalCount ?? rows.length }
        },
      },
      { span, most },
    ),
}
