import { random } from '../random'
import { perInstance, perWorld } from './attached'
import type { CacheInstance } from './instance'
import { settingsOf } from './kingsoft-cache'
import type { DataFile } from './live'
import { workMs } from './pace'
import type { World } from './world'

const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000
/** Days that automatic backups are kept; no manual tells how many. */
const KEPT_DAYS = 7

export interface Backup {
  id: string
  name: string
  type: 'Timing' | 'Manual'
  createdAt: number
  readyAt: number
  /** Until when an instance is being restored from it. */
  restoringUntil: number
  /** When it is gone, once somebody deleted it. */
  goneAt: number
  /** Memory in use when it was made, in MB. */
  usedMb: number
}

const state = perInstance((instance: CacheInstance) => ({
  backups: [] as Backup[],
  timedUntil: undefined as number | undefined,
  instance,
}))

/** Backups of an instance, newest first: automatic ones appear as the world's clock passes their hour. */
export function backupsOf(world: World, instance: CacheInstance): Backup[] {
  const own = state(instance)
  const now = world.now()
  const from = Math.max(own.timedUntil ?? 0, instance.createdAt, now - KEPT_DAYS * DAY_MS)
  const hour = Number(settingsOf(instance).window?.slice(0, 2) ?? Number.NaN)
  for (let day = Math.floor((from + CHINA_MS) / DAY_MS); hour >= 0; day++) {
    // A few seconds into the hour, as in the manual's sample.
    const at = day * DAY_MS - CHINA_MS + hour * 3_600_000 + 23_000
    if (at > now) break
    if (at > from) own.backups.push(automatic(instance, at))
  }
  own.timedUntil = now
  own.backups = own.backups.filter(
    ({ type, createdAt, goneAt }) => goneAt > now && (type === 'Manual' || createdAt > now - KEPT_DAYS * DAY_MS),
  )
  return own.backups.toSorted((a, b) => b.createdAt - a.createdAt)
}

const automatic = (instance: CacheInstance, at: number): Backup => ({
  id: random(`backup ${instance.id} ${at}`).uuid(),
  name: `${instance.id}_${new Date(at + CHINA_MS).toISOString().slice(11, 19).replaceAll(':', '')}`,
  type: 'Timing',
  createdAt: at,
  readyAt: at,
  restoringUntil: 0,
  goneAt: Infinity,
  usedMb: instance.usedMemoryMb,
})

export function addBackup(world: World, instance: CacheInstance, name: string): Backup {
  const now = world.now()
  const backup: Backup = {
    id: world.random.uuid(),
    name,
    type: 'Manual',
    createdAt: now,
    readyAt: now + workMs(world.pace, 1),
    restoringUntil: 0,
    goneAt: Infinity,
    usedMb: instance.usedMemoryMb,
  }
  state(instance).backups.push(backup)
  return backup
}

export function backupStatus({ readyAt, restoringUntil, goneAt }: Backup, now: number): string {
  if (goneAt < Infinity) return 'deleting'
  if (now < readyAt) return 'creating'
  return now < restoringUntil ? 'restoring' : 'available'
}

export interface StoredFile {
  usedMb: number
  engineVersion: string
  mode: CacheInstance['architecture']
  /** When the copy is complete. */
  readyAt: number
  /** The data of a live instance. */
  real: DataFile | undefined
}

/** What owners keep in KS3, by the name that `fileName` gives. */
export const storedFiles = perWorld(() => new Map<string, StoredFile>())

export const fileName = (owner: string | undefined, bucket: string, object: string) =>
  `${owner ?? ''} ${bucket} ${object}`
