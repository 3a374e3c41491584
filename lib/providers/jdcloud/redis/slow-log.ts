import type { SlowKind } from '@/lib/model/slow-log'
import type { Target } from '@/lib/providers/actions'
import { clientOf, durationUs, readWindows, type SlowLogs, type SlowPage } from '@/lib/providers/slow-logs'
import { jdcloudRedisOperations as op } from './catalog'

/** No limit of a span is published. */
const WINDOW_MS = 86_400_000
const PAGE = 100

/**
 * The nine operations of the manual tell no slow commands; the newer describeSlowLog and describeProxySlowLog do, where
 * the account may use them: pages of 10 to 100, no order is told. The first has durations with their unit, the second
 * microseconds.
 */
export const slowLogs: SlowLogs = {
  operation: (kind) => `jdcloud-redis/${kind === 'db' ? 'describeSlowLog' : 'describeProxySlowLog'}`,
  kinds,
  keptMs: null,
  resolutionUs: 1,
  read: (call, { region, id }, { kind, ...reading }, signal) =>
    readWindows(
      {
        windowMs: WINDOW_MS,
        pageSize: PAGE,
        async page({ from, to }, number): Promise<SlowPage> {
          const input = {
            regionId: region,
            cacheInstanceId: id,
            pageNumber: number,
            pageSize: PAGE,
            startTime: second(from),
            endTime: second(to),
          }
          if (kind === 'proxy') {
            const { data } = await call(op.describeProxySlowLog, input, { region, signal })
            const rows = data.result?.proxySlowLogs ?? []
            const records = rows.flatMap(({ startTime, totalLatency, command, proxyName, clientIp, db }) =>
              typeof startTime === 'number' && typeof totalLatency === 'number'
                ? [
                    {
                      at: startTime,
                      us: totalLatency,
                      command: command ?? '',
                      node: proxyName || null,
                      client: clientOf(clientIp),
                      account: null,
                      database: db ?? null,
                    },
                  ]
                : [],
            )
            return { records, rows: rows.length, total: data.result?.totalCount ?? rows.length }
          }
          const { data } = await call(op.describeSlowLog, input, { region, signal })
          const rows = data.result?.slowLogs ?? []
          const records = rows.flatMap(({ startTime, executionTime, command, shardId, clientAddr }) => {
            const at = Date.parse(startTime ?? '')
            const us = durationUs(executionTime)
            return Number.isNaN(at) || us === undefined
              ? []
              : [
                  {
                    at,
                    us,
                    command: command ?? '',
                    node: shardId || null,
                    client: clientOf(clientAddr),
                    account: null,
                    database: null,
                  },
                ]
          })
          return { records, rows: rows.length, total: data.result?.totalCount ?? rows.length }
        },
      },
      reading,
    ),
}

function kinds({ detail: { facts } }: Target): SlowKind[] {
  return facts.architecture === 'cluster' ? ['db', 'proxy'] : ['db']
}

const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
