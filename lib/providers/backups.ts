import type { BackupPart, BackupPolicy, BackupSet, BackupStatus } from '@/lib/model/backup'
import type { Target } from './actions'
import type { Call } from './contract'

/** Sets that began between two moments; `complete` is false when there are more than were read. */
export interface SetsRead {
  sets: BackupSet[]
  complete: boolean
}

/** What a service tells of an instance's backups. Each throws the cloud's `ProviderError`. */
export interface Backups {
  /** Newest first; running ones as far as the cloud shows them. */
  sets(call: Call, target: Target, span: { from: Date; to: Date }, signal?: AbortSignal): Promise<SetsRead>
  policy(call: Call, target: Target, signal?: AbortSignal): Promise<BackupPolicy>
  /** Links to a set's files, by a door that shows customer data. Left out: it has none. */
  links?(
    call: Call,
    target: Target,
    set: { id: string; startedAt: Date },
    signal?: AbortSignal,
  ): Promise<{ name: string; url: string }[]>
  /** A new instance can be made from a set. */
  restoresToNew: boolean
}

/** The worst first: a moment is as good as its worst part. */
const WORST: readonly BackupStatus[] = ['failed', 'unknown', 'deleting', 'running', 'restoring', 'done']

type Whole = Omit<BackupSet, 'status' | 'vendorStatus' | 'bytes' | 'parts'>

/** One moment of its parts; there is at least one. */
export function setOf(whole: Whole, parts: readonly BackupPart[]): BackupSet {
  const rank = ({ status }: BackupPart) => WORST.indexOf(status)
  const worst = parts.reduce((most, part) => (rank(part) < rank(most) ? part : most))
  const known = parts.flatMap(({ bytes }) => bytes ?? [])
  return {
    ...whole,
    status: worst.status,
    vendorStatus: worst.vendorStatus,
    bytes: known.length === parts.length ? known.reduce((sum, bytes) => sum + bytes, 0) : null,
    parts: [...parts],
  }
}

export const newestFirst = (sets: readonly BackupSet[]): BackupSet[] =>
  sets.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))

/** So many days later, or null when no retention is told. */
export const keptUntil = (startedAt: string, retentionDays: number | null): string | null =>
  retentionDays === null ? null : new Date(Date.parse(startedAt) + retentionDays * 86_400_000).toISOString()
