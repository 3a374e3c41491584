import type { ActionId } from '@/lib/model/action'
import type { Check } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { LIVE_FACTS, type Usage } from '@/lib/providers/live-facts'

/** What loses data should have a backup that is not older. */
export const BACKUP_HOURS = 24
const HOUR_MS = 3_600_000

const LOSES_DATA: readonly ActionId[] = ['flush', 'release']

/** What its cloud does not answer is unknown: there is still a plan. */
async function unlessSilent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProviderError) return undefined
    throw error
  }
}

/** How old the last backup is before data goes. */
export async function backupAge(
  call: Call,
  service: ServiceId,
  actionId: ActionId,
  target: Target,
  now: Date,
): Promise<Check[]> {
  if (!LOSES_DATA.includes(actionId)) return []
  const last = await lastBackupOf(call, service, target, now)
  if (last === 'never') return [{ id: 'backup-age', result: 'warn', params: { how: 'never' } }]
  if (last === undefined) return [{ id: 'backup-age', result: 'unknown' }]
  if (last === null) return [{ id: 'backup-age', result: 'warn', params: { how: 'none' } }]
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(last)) / HOUR_MS))
  return [
    {
      id: 'backup-age',
      result: hours < BACKUP_HOURS ? 'ok' : 'warn',
      params: { how: 'aged', hours, most: BACKUP_HOURS },
    },
  ]
}

/** When the newest backup ended; null: none, `never`: the service has none at all, undefined: nobody tells. */
export async function lastBackupOf(
  call: Call,
  service: ServiceId,
  target: Target,
  now: Date,
): Promise<string | null | undefined> {
  const { lastBackup, noBackups } = LIVE_FACTS[service]
  if (noBackups) return 'never'
  return lastBackup && (await unlessSilent(lastBackup(call, target, now)))
}

/** What is in use now; undefined where nobody tells. */
export async function usageOf(call: Call, service: ServiceId, target: Target, now: Date): Promise<Usage | undefined> {
  const asked = LIVE_FACTS[service].usage?.(call, target, now)
  return asked && (await unlessSilent(asked))
}

/** Keys at a moment; undefined where nobody tells, null where it did not. */
export async function keysAt(
  call: Call,
  service: ServiceId,
  target: Target,
  at: Date,
): Promise<number | null | undefined> {
  const asked = LIVE_FACTS[service].keys?.(call, target, at)
  return asked && ((await unlessSilent(asked)) ?? null)
}
