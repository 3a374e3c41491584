import type { Target } from '@/lib/providers/actions'
import { isObject } from '@/lib/providers/answer'
import type { Call } from '@/lib/providers/contract'
import { numberOrNull, timeOrNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

const MINUTE_MS = 60_000
const DAYS_BACK = 30
const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`
const second = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The end of the newest complete backup; null when the last 30 days have none (12.5). A cluster has a file per shard. */
export async function lastBackup(call: Call, { id, region }: Target, now: Date): Promise<string | null> {
  const input = {
    InstanceId: id,
    RegionId: region,
    StartTime: minute(now.getTime() - DAYS_BACK * 24 * 60 * MINUTE_MS),
    EndTime: minute(now.getTime() + MINUTE_MS),
    PageSize: 100,
  }
  const { data } = await call(op.DescribeBackups, input, { region })
  const ends = (data.Backups?.Backup ?? [])
    .filter(({ BackupStatus }) => BackupStatus === 'Success')
    .map(({ BackupEndTime }) => timeOrNull(BackupEndTime))
  return newest(ends)
}

const newest = (times: readonly (string | null)[]): string | null =>
  times.reduce<string | null>((last, time) => (time !== null && (last === null || time > last) ? time : last), null)

const BYTES_PER_MB = 1024 * 1024

/**
 * Most of the last ten minutes (13.2): connections at the proxies where there are some, memory of all shards together.
 * Zero is left out of the answer, so nothing told is unknown.
 */
export async function usage(call: Call, target: Target, now: Date) {
  const whole = target.detail.facts.architecture === 'standard'
  // Groups over all nodes are asked for one at a time.
  const asked = whole ? ['UsedConnection,UsedMemory'] : ['UsedConnection$proxy', 'UsedMemory$db']
  const minutes = (await Promise.all(asked.map((groups) => minutesOf(call, target, now, groups)))).flat()
  const connections = most(minutes, whole ? 'ConnCount' : 'UsedConnection')
  const bytes = most(minutes, 'UsedMemory')
  return { connections, usedMemoryMb: bytes === null ? null : bytes / BYTES_PER_MB }
}

/** Keys of all shards together at a moment, by the last of the ten minutes before it (13.2); null: not told, or not kept so long. */
export async function keys(call: Call, target: Target, at: Date): Promise<number | null> {
  const whole = target.detail.facts.architecture === 'standard'
  const minutes = await minutesOf(call, target, at, whole ? 'Redis_Basic_Monitor' : 'Redis_Basic_Monitor$db')
  return most(minutes.slice(-1), 'Keys')
}

async function minutesOf(call: Call, { id, region }: Target, now: Date, groups: string): Promise<unknown[]> {
  const input = {
    InstanceId: id,
    RegionId: region,
    StartTime: second(now.getTime() - 10 * MINUTE_MS),
    EndTime: second(now.getTime()),
    MonitorKeys: groups,
  }
  const { data } = await call(op.DescribeHistoryMonitorValues, input, { region })
  const minutes = parsed(data.MonitorHistory)
  return isObject(minutes) ? Object.values(minutes) : []
}

function most(minutes: readonly unknown[], key: string): number | null {
  const values = minutes.flatMap((one) => {
    const value = isObject(one) ? one[key] : undefined
    return numberOrNull(typeof value === 'string' || typeof value === 'number' ? value : null) ?? []
  })
  return values.length > 0 ? Math.max(...values) : null
}

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
