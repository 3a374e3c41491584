import type { SlowKind } from '@/lib/model/slow-log'
import type { Input } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import { clientOf, readWindows, type SlowLogs, type SlowRecord } from '@/lib/providers/slow-logs'
import { kvstoreOperations as op } from './catalog'
import { nodeNameOf } from './node-name'

const DAY_MS = 86_400_000
const PAGE = 100
const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`

/**
 * DescribeSlowLogRecords (14.5): a day at most, pages of 30, 50 or 100, moments of whole minutes. ElapsedTime is
 * milliseconds. Data nodes and proxies are asked for apart; only clusters and read/write splitting have proxies.
 */
export const slowLogs: SlowLogs = {
  operation: () => 'alibaba-kvstore/DescribeSlowLogRecords',
  kinds,
  keptMs: 3 * DAY_MS,
  resolutionUs: 1_000,
  read: (call, { region, id }, { kind, ...reading }, signal) =>
    readWindows(
      {
        windowMs: DAY_MS,
        pageSize: PAGE,
        async page({ from, to }, number) {
          const input: Input<typeof op.DescribeSlowLogRecords> = {
            InstanceId: id,
            RegionId: region,
            StartTime: minute(from),
            EndTime: minute(to),
            PageSize: PAGE,
            PageNumber: number,
            SlowLogRecordType: kind,
            // What comes later is at the end, so that no page moves under the reader.
            OrderType: 'ASC',
            OrderBy: 'execution_time',
          }
          const { data } = await call(op.DescribeSlowLogRecords, input, { region, signal })
          const rows = data.Items?.LogRecords ?? []
          const records = rows.flatMap((row): SlowRecord[] => {
            const at = Date.parse(row.ExecuteTime ?? '')
            const ms = numberOf(row.ElapsedTime)
            if (Number.isNaN(at) || ms === undefined) return []
            return [
              {
                at,
                us: ms * 1_000,
                command: row.Command ?? '',
                node: nodeNameOf(row.NodeId, id),
                client: clientOf(row.IPAddress),
                // Without an account of its own a record has the instance's id, or 0.
                account: [id, '0', '', undefined, null].includes(row.AccountName) ? null : (row.AccountName ?? null),
                database: numberOf(row.DBName ?? row.DataBaseName) ?? null,
              },
            ]
          })
          return { records, rows: rows.length, total: numberOf(data.TotalRecordCount) ?? rows.length }
        },
      },
      reading,
    ),
}

function kinds({ detail: { facts } }: Target): SlowKind[] {
  if (facts.engine !== 'redis') return []
  return facts.architecture === 'standard' ? ['db'] : ['db', 'proxy']
}

/** A database of -1 is none. */
function numberOf(value: string | number | boolean | null | undefined): number | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) && number >= 0 ? number : undefined
}
