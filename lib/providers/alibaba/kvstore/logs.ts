import type { LogKind } from '@/lib/model/logs'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, numberOrNull, orNull } from '@/lib/providers/facts'
import { type Logs, readLine } from '@/lib/providers/logs'
import { clientOf, readWindows } from '@/lib/providers/slow-logs'
import { kvstoreOperations as op } from './catalog'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const PAGE = 100
const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/**
 * DescribeRunningLogRecords (14.4): a day at most, moments of whole minutes, masters or replicas; a node's kind goes with
 * its id. DescribeAuditRecords (14.3): a day at most, less is recommended; of Redis 4.0 and later, once it is switched on.
 * What its TotalExecutionTimes is measured in the manual does not say.
 */
export const logs: Logs = {
  kinds,
  roles: ['master', 'replica'],
  operation: (kind) =>
    `alibaba-kvstore/${(kind === 'running' ? op.DescribeRunningLogRecords : op.DescribeAuditRecords).name}`,
  running: (call, { region, id }, { span, most, node, role, word }, signal) =>
    readWindows(
      {
        windowMs: DAY_MS,
        pageSize: PAGE,
        async page({ from, to }, number) {
          const input = {
            InstanceId: id,
            RegionId: region,
            StartTime: minute(from),
            EndTime: minute(to),
            RoleType: role === 'master' ? ('master' as const) : ('slave' as const),
            PageSize: PAGE,
            PageNumber: number,
            OrderType: 'asc',
            ...(node === null ? {} : { NodeId: node, CharacterType: 'db' as const }),
            ...(word === null ? {} : { QueryKeyword: word }),
          } as const
          const { data } = await call(op.DescribeRunningLogRecords, input, { region, signal })
          const rows = data.Items?.LogRecords ?? []
          const records = rows.flatMap(({ Content, CreateTime, NodeId }) => {
            const at = Date.parse(CreateTime ?? '')
            return Number.isNaN(at) ? [] : [{ at, node: orNull(NodeId), ...readLine(Content ?? '') }]
          })
          return { records, rows: rows.length, total: numberOrNull(data.TotalRecordCount) ?? rows.length }
        },
      },
      { span, most },
    ),
  audit: (call, { region, id }, { span, most, node, word, filter }, signal) =>
    readWindows(
      {
        windowMs: HOUR_MS,
        pageSize: PAGE,
        async page({ from, to }, number) {
          const input = {
            InstanceId: id,
            RegionId: region,
            StartTime: second(from),
            EndTime: second(to),
            PageSize: PAGE,
            PageNumber: number,
            ...(node === null ? {} : { NodeId: node }),
            ...(word === null ? {} : { QueryKeywords: word }),
            ...(filter.client === undefined ? {} : { HostAddress: filter.client }),
            ...(filter.account === undefined ? {} : { AccountName: filter.account }),
            ...(filter.database === undefined ? {} : { DatabaseName: String(filter.database) }),
          }
          const { data } = await call(op.DescribeAuditRecords, input, { region, signal })
          const rows = data.Items?.SQL ?? []
          const records = rows.flatMap((row) => {
            const at = Date.parse(row.ExecuteTime ?? '')
            return Number.isNaN(at)
              ? []
              : [
                  {
                    at,
                    node: orNull(row.NodeId),
                    client: clientOf(row.HostAddress || row.IPAddress),
                    account: orNull(row.AccountName),
                    database: integerOrNull(row.DatabaseName),
                    type: orNull(row.SQLType),
                    took: orNull(row.TotalExecutionTimes),
                    command: row.SQLText ?? '',
                  },
                ]
          })
          return { records, rows: rows.length, total: numberOrNull(data.TotalRecordCount) ?? rows.length }
        },
      },
      { span, most },
    ),
  auditDays,
}

function kinds({ detail: { facts } }: Target): LogKind[] {
  if (facts.engine !== 'redis') return []
  return Number(facts.version ?? Number.NaN) < 4 ? ['running'] : ['running', 'audit']
}

/** `AuditLogRetention` of the detail (8.1): days, 0 when it is off. */
export async function auditDays(call: Call, { region, id }: Target, signal?: AbortSignal): Promise<number | null> {
  const { data } = await call(op.DescribeInstanceAttribute, { InstanceId: id, RegionId: region }, { region, signal })
  return integerOrNull(data.Instances?.DBInstanceAttribute?.[0]?.AuditLogRetention)
}
