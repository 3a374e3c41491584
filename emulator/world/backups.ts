import { hash, nth } from '../random'
import { perInstance } from './attached'
import { dataMbAt } from './data'
import type { CacheInstance } from './instance'
import { type WorkPace, workMs } from './pace'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
export type Day = (typeof DAYS)[number]

export interface BackupPolicy {
  days: readonly Day[]
  /** Milliseconds into the UTC day. */
  startMs: number
  endMs: number
  retentionDays: number
  incremental: boolean
}

/** One backup of a whole instance; clouds show it as a file for each shard. */
export interface CacheBackup {
  id: number
  jobId: number
  manual: boolean
  startedAt: number
  finishedAt: number
  failed: boolean
  /** Megabytes of data that it holds. */
  dataMb: number
  /** Version of the engine that wrote it. */
  version: string
  shards: number
}

interface State {
  policy: BackupPolicy
  backups: CacheBackup[]
  /** Up to when automatic backups were made. */
  madeUntil: number
  next: number
}

const state = perInstance((instance): State => {
  const seed = hash(`${instance.id} backups`)
  const startMs = (17 + (seed % 5)) * HOUR_MS
  return {
    policy: {
      days: seed % 4 === 0 ? ['Monday', 'Wednesday', 'Friday'] : DAYS,
      startMs,
      endMs: startMs + HOUR_MS,
      retentionDays: 7,
      incremental: false,
    },
    backups: [],
    madeUntil: -Infinity,
    next: 0,
  }
})

/** An RDB file is smaller than the data in memory. */
const FILE_SHARE = 0.62

/** How long a backup takes: what it weighs, at the pace of the world. */
const tookMs = (pace: WorkPace, dataMb: number) => Math.round(workMs(pace, 0.5 + Math.min(dataMb, 65_536) / 16_384))

/** The instance's backups that still exist, newest first. Those that the policy wanted since the last look are made now. */
export function backupsOf(instance: CacheInstance, now: number, pace: WorkPace): CacheBackup[] {
  const its = state(instance)
  const oldest = now - its.policy.retentionDays * DAY_MS
  const from = Math.max(its.madeUntil, oldest, instance.createdAt)
  const expired = instance.expiresAt ?? Infinity
  for (let day = from - (from % DAY_MS) - DAY_MS; day <= now; day += DAY_MS) {
    const at = plannedOn(instance, its.policy, day)
    if (at !== undefined && at > from && at <= now && at < expired) add(instance, its, { at, manual: false, pace })
  }
  its.madeUntil = now
  its.backups = its.backups.filter(({ startedAt }) => startedAt >= oldest)
  return [...its.backups].sort((a, b) => b.startedAt - a.startedAt || b.id - a.id)
}

/** When the automatic backup of a UTC day begins: some minutes into the window; undefined on other days. */
function plannedOn(instance: CacheInstance, policy: BackupPolicy, day: number): number | undefined {
  const at = day + policy.startMs + Math.floor(nth(hash(instance.id), day / DAY_MS) * 40) * 60_000
  return policy.days.includes(DAYS[new Date(day + policy.startMs).getUTCDay()] ?? 'Sunday') ? at : undefined
}

export function nextBackupAt(instance: CacheInstance, now: number): number {
  const { policy } = state(instance)
  for (let day = now - (now % DAY_MS) - DAY_MS; ; day += DAY_MS) {
    const at = plannedOn(instance, policy, day)
    if (at !== undefined && at > now) return at
  }
}

export const policyOf = (instance: CacheInstance): BackupPolicy => state(instance).policy

/** Sets the policy; backups that the old one made stay. Days that are past are not made up for. */
export function setPolicy(instance: CacheInstance, change: Partial<BackupPolicy>, now: number, pace: WorkPace): void {
  backupsOf(instance, now, pace)
  const its = state(instance)
  its.policy = { ...its.policy, ...change }
}

/** Starts a backup by hand. */
export function startBackup(instance: CacheInstance, now: number, pace: WorkPace): CacheBackup {
  backupsOf(instance, now, pace)
  return add(instance, state(instance), { at: now, manual: true, pace })
}

function add(
  instance: CacheInstance,
  its: State,
  { at, manual, pace }: { at: number; manual: boolean; pace: WorkPace },
): CacheBackup {
  const number = its.next++
  const dataMb = dataMbAt(instance, at)
  const id = 200_000_000 + (hash(`${instance.id} ${at} ${number}`) % 700_000_000)
  const backup = {
    id,
    jobId: 10_000_000 + (id % 89_999_999),
    manual,
    startedAt: at,
    // What is past took as long as in life.
    finishedAt: at + (manual ? tookMs(pace, dataMb) : tookMs('real', dataMb)),
    failed: !manual && nth(id, 1) < 0.02,
    dataMb,
    version: instance.version,
    shards: instance.architecture === 'cluster' ? instance.shards : 1,
  }
  its.backups.push(backup)
  return backup
}

export type BackupState = 'running' | 'done' | 'failed'
export const backupStateOf = ({ finishedAt, failed }: CacheBackup, now: number): BackupState =>
  now < finishedAt ? 'running' : failed ? 'failed' : 'done'

/** Bytes of a backup's files together. */
export const fileBytes = ({ dataMb }: CacheBackup): number => Math.round(dataMb * FILE_SHARE * 1_048_576) + 1_024
