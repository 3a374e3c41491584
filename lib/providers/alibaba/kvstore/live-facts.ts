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

export const newest = (times: readonly (string | null)[]): string | null =>
  times.reduce<string | null>((last, time) => (time !== null && (last === null || time > last) ? time : last), null)

/**
 * Most connections of the last ten minutes (13.2): of all proxies together where there are some. Zero is left out of
 * the answer, so nothing told is unknown.
 */
export async function connectionsInUse(call: Call, target: Target, now: Date): Promise<number | null> {
  const { id, region, detail } = target
  const [group, key] =
    detail.facts.architecture === 'standard'
      ? ['UsedConnection', 'ConnCount']
      : ['UsedConnection$proxy', 'UsedConnection']
  const input = {
    InstanceId: id,
    RegionId: region,
    StartTime: second(now.getTime() - 10 * MINUTE_MS),
    EndTime: second(now.getTime()),
    MonitorKeys: group,
  }
  const { data } = await call(op.DescribeHistoryMonitorValues, input, { region })
  const minutes: unknown = parsed(data.MonitorHistory)
  if (!isObject(minutes)) return null
  const values = Object.values(minutes).flatMap((one) => {
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
