import type { BackupSet, BackupStatus } from '@/lib/model/backup'

export interface Mark {
  /** Where its first set is, between 0 and 1. */
  at: number
  status: BackupStatus
  count: number
  /** The worst of its sets, the newest of these: what opens. */
  set: BackupSet
  /** When its sets began, the first and the last. */
  from: number
  to: number
}

export const BUCKETS = 96

/** The worst is what a mark shows; running ones before good ones, for they are news. */
const ORDER: readonly BackupStatus[] = ['failed', 'unknown', 'running', 'deleting', 'restoring', 'done']

/**
 * Sets of a span as at most `BUCKETS` marks, oldest first, so that thousands of sets cost as little to draw as a few. Sets outside of the
 * span are left out.
 */
export function marksOf(sets: readonly BackupSet[], from: number, to: number): Mark[] {
  const found = new Map<number, Mark>()
  for (const set of sets) {
    const at = Date.parse(set.startedAt)
    const share = (at - from) / (to - from)
    if (!(share >= 0 && share <= 1)) continue
    const bucket = Math.min(BUCKETS - 1, Math.floor(share * BUCKETS))
    const mark = found.get(bucket)
    if (!mark) {
      found.set(bucket, { at: share, status: set.status, count: 1, set, from: at, to: at })
      continue
    }
    mark.count++
    mark.at = Math.min(mark.at, share)
    mark.from = Math.min(mark.from, at)
    mark.to = Math.max(mark.to, at)
    const [known, fresh] = [ORDER.indexOf(mark.status), ORDER.indexOf(set.status)]
    if (fresh < known || (fresh === known && at > Date.parse(mark.set.startedAt))) {
      mark.status = set.status
      mark.set = set
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}
