/** Failed sign-ins of one account or one source. */
export interface Counter {
  failures: number
  /** Failures before this do not count any more after `forgetMs`. */
  firstAt: Date
  lockedUntil: Date | null
}

export interface Limit {
  /** So many failures, then a pause. */
  tries: number
  /** The first pause; each further one is twice as long. */
  pauseMs: number
  longestMs: number
  /** After so much quiet everything is forgotten. */
  forgetMs: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** One account, tried from one source, or in one browser that its owner has signed in with before. */
export const PER_ACCOUNT: Limit = { tries: 5, pauseMs: 15 * MINUTE, longestMs: 24 * HOUR, forgetMs: 24 * HOUR }
/**
 * One account, tried from many sources at once: below the hundred failures in a row that NIST SP 800-63B allows.
 * Strangers can use it up, so browsers that the owner has signed in with do not count here and are not held by it.
 */
export const PER_ACCOUNT_EVERYWHERE: Limit = { ...PER_ACCOUNT, tries: 50 }
/** A source can be a whole office behind one address: one person's typing errors must not lock the others out. */
export const PER_SOURCE: Limit = { tries: 20, pauseMs: 15 * MINUTE, longestMs: 24 * HOUR, forgetMs: 24 * HOUR }

export type Verdict =
  /** May try; if that fails too, `left` more tries remain before the pause, and `pauseSeconds` says how long it is. */
  { kind: 'try'; left: number; pauseSeconds: number } | { kind: 'locked'; seconds: number }

/**
 * Counts a try before it is made, as if it will fail: a hundred at the same moment get no more tries than one after
 * the other. A success takes it back.
 */
export function count(before: Counter | undefined, limit: Limit, now: Date): { after: Counter; verdict: Verdict } {
  const locked = before?.lockedUntil ? before.lockedUntil.getTime() - now.getTime() : 0
  if (before && locked > 0) return { after: before, verdict: { kind: 'locked', seconds: Math.ceil(locked / 1000) } }

  const quietSince = Math.max(before?.firstAt.getTime() ?? 0, before?.lockedUntil?.getTime() ?? 0)
  const remembered = before && now.getTime() - quietSince < limit.forgetMs
  const failures = (remembered ? before.failures : 0) + 1
  const firstAt = remembered ? before.firstAt : now
  const left = limit.tries - 1 - ((failures - 1) % limit.tries)
  if (left > 0) {
    const lockedUntil = remembered ? before.lockedUntil : null
    return { after: { failures, firstAt, lockedUntil }, verdict: { kind: 'try', left, pauseSeconds: 0 } }
  }
  const pauseMs = Math.min(limit.pauseMs * 2 ** (failures / limit.tries - 1), limit.longestMs)
  const lockedUntil = new Date(now.getTime() + pauseMs)
  return { after: { failures, firstAt, lockedUntil }, verdict: { kind: 'try', left: 0, pauseSeconds: pauseMs / 1000 } }
}
