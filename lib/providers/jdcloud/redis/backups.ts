import { type BackupPart, type BackupPolicy, WEEKDAYS } from '@/lib/model/backup'
import type { Target } from '@/lib/providers/actions'
import { type Backups, newestFirst, setOf } from '@/lib/providers/backups'
import type { Call } from '@/lib/providers/contract'
import { numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'

const PAGE_SIZE = 100
const MOST_PAGES = 100

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })

const STATUSES: Record<number, BackupPart['status']> = { 0: 'running', 1: 'failed', 2: 'done' }
const TYPES = { 0: 'automatic', 1: 'manual' } as const

/** When backups are made by themselves; hours and days are those of the zone that the policy names. */
export async function policyOf(call: Call, target: Target, signal?: AbortSignal): Promise<BackupPolicy> {
  const { data } = await call(op.describeBackupPolicy, at(target), { region: target.region, signal })
  const { autoBackup, backupPeriod, backupTime, nextBackupTime } = data.result
  const [, start, end, sign, hours, minutes] =
    /^(\d\d:\d\d)-(\d\d:\d\d) ([+-])(\d\d)(\d\d)$/.exec(backupTime ?? '') ?? []
  const named = (backupPeriod ?? '').split(',').map((day) => day.trim())
  return {
    on: autoBackup ?? null,
    days: WEEKDAYS.filter((day) => named.includes(day)),
    window: start && end ? { start, end } : null,
    offsetMinutes: (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)),
    // No answer tells how long they are kept.
    retentionDays: null,
    incremental: null,
    nextAt: timeOrNull(nextBackupTime),
  }
}

/** Backups of JD Cloud Redis, by the operations that came after its first manual. One row is a whole instance. */
export const backups: Backups = {
  async sets(call, target, { from, to }, signal) {
    const sets = []
    const span = { startTime: from.toISOString(), endTime: to.toISOString() }
    let complete = false
    for (let pageNumber = 1; pageNumber <= MOST_PAGES && !complete; pageNumber++) {
      const input = { ...at(target), ...span, pageNumber, pageSize: PAGE_SIZE }
      const { data } = await call(op.describeBackups, input, { region: target.region, signal })
      const page = data.result.backups ?? []
      for (const row of page) {
        const [id, startedAt] = [orNull(row.baseId), timeOrNull(row.backupStartTime)]
        if (id === null || startedAt === null) continue
        const status = STATUSES[row.backupStatus ?? -1] ?? 'unknown'
        const type = row.backupType === 0 || row.backupType === 1 ? TYPES[row.backupType] : ('unknown' as const)
        const endedAt = timeOrNull(row.backupEndTime)
        const part: BackupPart = {
          id,
          shard: null,
          bytes: status === 'done' ? numberOrNull(row.backupSize) : null,
          sizeAsTold: null,
          status,
          vendorStatus: String(row.backupStatus ?? ''),
        }
        const whole = { id, name: orNull(row.backupFileName), type, method: null, startedAt, endedAt }
        sets.push(setOf({ ...whole, expiresAt: null, progress: null }, [part]))
      }
      complete = page.length < PAGE_SIZE
    }
    return { sets: newestFirst(sets), complete }
  },
  policy: policyOf,
  async links(call, target, { id }, signal) {
    const input = { ...at(target), baseId: id }
    const { data } = await call(op.describeDownloadUrl, input, { region: target.region, signal })
    return (data.result.downloadUrls ?? []).flatMap(({ name, link }) => (link ? [{ name: name ?? id, url: link }] : []))
  },
  restoresToNew: true,
}
