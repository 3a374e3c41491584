import { type BackupPart, type BackupPolicy, type BackupSet, WEEKDAYS } from '@/lib/model/backup'
import type { Target } from '@/lib/providers/actions'
import { type Backups, newestFirst, setOf } from '@/lib/providers/backups'
import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import { chinaTime } from '../translate'
import { kingsoftRedisOperations as op } from './catalog'

const CHINA_MINUTES = 480

const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, CacheId: id })

const STATUSES: Record<string, BackupPart['status']> = {
  creating: 'running',
  restoring: 'restoring',
  deleting: 'deleting',
  available: 'done',
  error: 'failed',
}
const TYPES: Record<string, BackupSet['type']> = { Timing: 'automatic', Manual: 'manual' }

/** All backups that there are, newest first: the call has neither a span nor pages. Rows of shards share an id. */
export async function allSets(call: Call, target: Target, signal?: AbortSignal): Promise<BackupSet[]> {
  const { data } = await call(op.DescribeSnapshots, at(target), { region: target.region, signal })
  type Row = NonNullable<typeof data.Data>[number]
  const byId = new Map<string, Row[]>()
  for (const row of data.Data ?? []) byId.set(row.snapshotId, [...(byId.get(row.snapshotId) ?? []), row])
  const sets = [...byId].flatMap(([id, rows]) => {
    const [first] = rows
    const startedAt = chinaTime(first?.createTime)
    if (!first || startedAt === null) return []
    const parts = rows.map(({ shardId, status, resourceSize }) => ({
      id,
      shard: rows.length > 1 ? orNull(shardId) : null,
      // No manual prints its unit.
      bytes: null,
      sizeAsTold: orNull(resourceSize),
      status: STATUSES[status ?? ''] ?? ('unknown' as const),
      vendorStatus: status ?? '',
    }))
    const type = TYPES[first.type ?? ''] ?? ('unknown' as const)
    const whole = { id, name: orNull(first.name), type, method: null, startedAt, endedAt: null }
    return [setOf({ ...whole, expiresAt: null, progress: null }, parts)]
  })
  return newestFirst(sets)
}

/** The hour at which backups are made every day, China time; only the detail of the instance tells it. */
export async function policyOf(call: Call, target: Target, signal?: AbortSignal): Promise<BackupPolicy> {
  const { data } = await call(op.DescribeCacheCluster, at(target), { region: target.region, signal })
  const { timingSwitch, timezone } = data.Data
  const [, start, end] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(timezone ?? '') ?? []
  return {
    on: timingSwitch === 'On' ? true : timingSwitch === 'Off' ? false : null,
    days: start ? [...WEEKDAYS] : [],
    window: start && end ? { start, end } : null,
    offsetMinutes: CHINA_MINUTES,
    retentionDays: null,
    incremental: null,
    nextAt: null,
  }
}

/** Backups of Kingsoft Redis. */
export const backups: Backups = {
  async sets(call, target, { from, to }, signal) {
    const sets = await allSets(call, target, signal)
    const inSpan = ({ startedAt }: BackupSet) =>
      Date.parse(startedAt) >= from.getTime() && Date.parse(startedAt) <= to.getTime()
    return { sets: sets.filter(inSpan), complete: true }
  },
  policy: policyOf,
  async links(call, { locator, region }, { id }, signal) {
    const input = { AvailableZone: locator.zone, SnapshotId: id }
    const { data } = await call(op.DownloadSnapshot, input, { region, signal })
    return data.Data.url ? [{ name: id, url: data.Data.url }] : []
  },
  restoresToNew: false,
}
