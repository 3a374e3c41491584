import { type BackupPart, type BackupPolicy, type BackupSet, WEEKDAYS } from '@/lib/model/backup'
import type { Target } from '@/lib/providers/actions'
import { type Backups, newestFirst, setOf } from '@/lib/providers/backups'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { integerOrNull, numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

const PAGE_SIZE = 100
const MOST_PAGES = 100
const MINUTE_MS = 60_000
/** Files of one moment begin within so long of each other. */
const TOGETHER_MS = 10 * MINUTE_MS

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const minute = (time: Date) => `${time.toISOString().slice(0, 16)}Z`

const STATUSES: Record<string, BackupPart['status']> = { Success: 'done', Failed: 'failed' }
const TYPES: Record<string, BackupSet['type']> = { Automated: 'automatic', Manual: 'manual' }

interface Row {
  startedAt: string
  endedAt: string | null
  type: BackupSet['type']
  method: string | null
  part: BackupPart
}

type Span = { from: Date; to: Date }

async function rowsOf(call: Call, target: Target, { from, to }: Span, signal?: AbortSignal) {
  const rows: Row[] = []
  const span = { StartTime: minute(from), EndTime: minute(new Date(to.getTime() + MINUTE_MS)) }
  for (let PageNumber = 1; PageNumber <= MOST_PAGES; PageNumber++) {
    const input = { ...at(target), ...span, PageNumber, PageSize: PAGE_SIZE }
    const { data } = await call(op.DescribeBackups, input, { region: target.region, signal })
    const page = data.Backups?.Backup ?? []
    for (const row of page) {
      const [id, startedAt] = [orNull(row.BackupId), timeOrNull(row.BackupStartTime)]
      if (id === null || startedAt === null) continue
      const status = orNull(row.BackupStatus) ?? ''
      rows.push({
        startedAt,
        endedAt: timeOrNull(row.BackupEndTime),
        type: TYPES[row.BackupMode ?? ''] ?? 'unknown',
        method: [row.BackupMethod, row.BackupType].filter(Boolean).join(' · ') || null,
        part: {
          id,
          shard: row.NodeInstanceId && row.NodeInstanceId !== target.id ? row.NodeInstanceId : null,
          bytes: status === 'Success' ? numberOrNull(row.BackupSize) : null,
          sizeAsTold: null,
          status: STATUSES[status] ?? 'unknown',
          vendorStatus: status,
        },
      })
    }
    if (page.length < PAGE_SIZE || PageNumber * PAGE_SIZE >= (data.TotalCount ?? Infinity))
      return { rows, complete: true }
  }
  return { rows, complete: false }
}

/** Rows of different shards that began together, in the same mode, are one moment. A shard has one file of a moment. */
function groupsOf(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = []
  for (const row of rows.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))) {
    const group = groups.findLast(
      ([first]) =>
        first && first.type === row.type && Date.parse(row.startedAt) - Date.parse(first.startedAt) < TOGETHER_MS,
    )
    const fits =
      row.part.shard !== null && group?.every(({ part }) => part.shard !== null && part.shard !== row.part.shard)
    if (group && fits) group.push(row)
    else groups.push([row])
  }
  return groups
}

const setsOf = (rows: readonly Row[]): BackupSet[] =>
  groupsOf(rows).flatMap((group) => {
    const [first] = group
    if (!first) return []
    const ends = group.map(({ endedAt }) => endedAt)
    const whole = {
      id: first.part.id,
      name: null,
      type: first.type,
      method: first.method,
      startedAt: first.startedAt,
      endedAt: ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null),
      expiresAt: null,
      progress: null,
    }
    return [
      setOf(
        whole,
        group.map(({ part }) => part),
      ),
    ]
  })

/** Jobs that run, which the list of backups does not show. Only the standard architecture tells them (12.2). */
export async function runningJobs(call: Call, target: Target, signal?: AbortSignal): Promise<BackupSet[]> {
  if (target.detail.facts.architecture !== 'standard') return []
  const { data } = await call(op.DescribeBackupTasks, at(target), { region: target.region, signal })
  return (data.BackupJobs ?? []).flatMap(({ BackupJobID, BackupProgressStatus, JobMode, Process, StartTime }) => {
    const startedAt = timeOrNull(StartTime)
    if (BackupProgressStatus === 'Finished' || startedAt === null) return []
    const part = {
      id: `job-${orNull(BackupJobID) ?? startedAt}`,
      shard: null,
      bytes: null,
      sizeAsTold: null,
      status: 'running' as const,
      vendorStatus: BackupProgressStatus ?? '',
    }
    const type = TYPES[JobMode ?? ''] ?? ('unknown' as const)
    const whole = { id: part.id, name: null, type, method: null, startedAt, endedAt: null, expiresAt: null }
    return [setOf({ ...whole, progress: numberOrNull(Process) }, [part])]
  })
}

/** When backups are made by themselves (12.3); days and hours are UTC. */
export async function policyOf(call: Call, target: Target, signal?: AbortSignal): Promise<BackupPolicy> {
  const { data } = await call(op.DescribeBackupPolicy, at(target), { region: target.region, signal })
  const [, start, end] = /^(\d\d:\d\d)Z-(\d\d:\d\d)Z$/.exec(data.PreferredBackupTime ?? '') ?? []
  const named = (data.PreferredBackupPeriod ?? '').split(',')
  return {
    // There is no switch: days are always wanted.
    on: true,
    days: WEEKDAYS.filter((day) => named.includes(day)),
    window: start && end ? { start, end } : null,
    offsetMinutes: 0,
    retentionDays: integerOrNull(data.BackupRetentionPeriod),
    incremental: data.EnableBackupLog === 1 ? true : data.EnableBackupLog === 0 ? false : null,
    nextAt: timeOrNull(data.PreferredNextBackupTime),
  }
}

/** Backups of KVStore: a cluster has a file for each shard, with an id of its own. */
export const backups: Backups = {
  async sets(call, target, span, signal) {
    const [{ rows, complete }, running] = await Promise.all([
      rowsOf(call, target, span, signal),
      // A key that may not read them still has its list.
      runningJobs(call, target, signal).catch((error: unknown) => {
        if (error instanceof ProviderError) return []
        throw error
      }),
    ])
    const inSpan = running.filter(({ startedAt }) => Date.parse(startedAt) <= span.to.getTime())
    return { sets: newestFirst([...setsOf(rows), ...inSpan]), complete }
  },
  policy: policyOf,
  async links(call, target, { id, startedAt }, signal) {
    const from = new Date(startedAt.getTime() - MINUTE_MS)
    const span = { StartTime: minute(from), EndTime: minute(new Date(startedAt.getTime() + TOGETHER_MS)) }
    const input = { ...at(target), ...span, PageNumber: 1, PageSize: PAGE_SIZE }
    const { data } = await call(op.DescribeBackups, input, { region: target.region, signal })
    const rows = data.Backups?.Backup ?? []
    const named = rows.find(({ BackupId }) => orNull(BackupId) === id)
    return rows.flatMap(({ BackupId, BackupDownloadURL, BackupMode, NodeInstanceId }) =>
      BackupDownloadURL &&
      (orNull(BackupId) === id || (NodeInstanceId !== target.id && BackupMode === named?.BackupMode))
        ? [{ name: NodeInstanceId ?? orNull(BackupId) ?? '', url: BackupDownloadURL }]
        : [],
    )
  },
  restoresToNew: true,
}
