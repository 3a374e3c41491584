/**
 * Sliding windows of provider calls as pure arithmetic; `quota.ts` keeps them in PostgreSQL or in memory.
 *
 * A key's state is the times of its last grants, oldest first. The n-th grant before the next one must be more than a
 * window away, so no window of the provider's holds more than `limit` calls; the window is taken 5 % longer than
 * published, because our clock at sending is not the provider's at receiving.
 */
export interface Quota {
  /** Calls that one window may hold; at most `MAX_GRANTS`. */
  limit: number
  windowMs: number
}

/** `interactive`: a person waits; `background`: refreshes and collection. */
export type Lane = 'interactive' | 'background'

/** Grants remembered per key. Larger quotas are asked for as this many in a shorter window. */
export const MAX_GRANTS = 100
export const STRETCH = 1.05

/** The same rate with at most `MAX_GRANTS` in a window: 1,000 a second becomes 100 in 100 ms. */
export function scaled({ limit, windowMs }: Quota): Quota {
  return limit <= MAX_GRANTS ? { limit, windowMs } : { limit: MAX_GRANTS, windowMs: (windowMs * MAX_GRANTS) / limit }
}

/** How many of a window's calls a lane may use: the background leaves a tenth, at least one, for people. */
export const shareOf = (limit: number, lane: Lane): number =>
  lane === 'interactive' ? limit : Math.max(1, limit - Math.max(1, Math.ceil(limit / 10)))

/** Time of the earliest next grant, not before `now`. */
export function nextGrant(grants: readonly number[], now: number, quota: Quota, lane: Lane): number {
  const bound = grants[grants.length - shareOf(quota.limit, lane)]
  const free = bound === undefined ? now : Math.ceil(bound + quota.windowMs * STRETCH)
  return Math.max(now, free, grants.at(-1) ?? 0)
}

/** The state after a grant at `at`. */
export const withGrant = (grants: readonly number[], at: number): number[] => [...grants.slice(1 - MAX_GRANTS), at]
