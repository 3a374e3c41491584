import type { BackupSet, BackupStatus } from '@/lib/model/backup'

export interface Mark {
  /** Where its first set is, between 0 and 1. */
  at: number
  status: BackupStatus
  count: number
}

export const BUCKETS = 160

/** The worst is what a mark shows; running ones before good ones, for they are news. */
const ORDER: readonly BackupStatus[] = ['failed', 'unknown', 'running', 'deleting', 'restoring', 'done']

/**
 * Sets of a span as at most `BUCKETS` marks, so that thousands of sets cost as little to draw as a few. Sets outside of the
 * span are left out.
 */
export function marksOf(sets: readonly BackupSet[], from: number, to: number): Mark[] {
  const found = new Map<number, Mark>()
  for (const { startedAt, status } of sets) {
    const share = (Date.parse(startedAt) - from) / (to - from)
    if (!(share >= 0 && share <= 1)) continue
    const bucket = Math.min(BUCKETS - 1, Math.floor(share * BUCKETS))
    const mark = found.get(bucket)
    if (!mark) found.set(bucket, { at: share, status, count: 1 })
    else {
      mark.count++
      if (ORDER.indexOf(status) < ORDER.indexOf(mark.status)) mark.status = status
    }
  }
  return [...found.values()]
}
