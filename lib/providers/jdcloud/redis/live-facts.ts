import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { timeOrNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'

const DONE = 2
const DAYS_BACK_MS = 30 * 86_400_000

/** The end of the newest complete backup; null when the last 30 days have none. */
export async function lastBackup(call: Call, { id, region }: Target, now: Date): Promise<string | null> {
  const startTime = new Date(now.getTime() - DAYS_BACK_MS).toISOString()
  const input = { regionId: region, cacheInstanceId: id, pageSize: 100, startTime, endTime: now.toISOString() }
  const { data } = await call(op.describeBackups, input, { region })
  return (data.result.backups ?? [])
    .filter(({ backupStatus }) => backupStatus === DONE)
    .map(({ backupEndTime }) => timeOrNull(backupEndTime))
    .reduce((last, time) => (time !== null && (last === null || time > last) ? time : last), null)
}

/** Connections of all client addresses together. No call tells the memory that is in use. */
export async function usage(call: Call, { id, region }: Target) {
  const { data } = await call(op.describeClientList, { regionId: region, cacheInstanceId: id }, { region })
  const { ips } = data.result
  const connections = ips ? ips.reduce((sum, { clientCount }) => sum + (clientCount ?? 0), 0) : null
  return { connections, usedMemoryMb: null }
}
