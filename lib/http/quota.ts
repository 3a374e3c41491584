import { setTimeout as sleepFor } from 'node:timers/promises'
import { pool } from '@/lib/db/client'
import { quotaOf } from './quota-table'
import { type Lane, MAX_GRANTS, nextGrant, type Quota, STRETCH, scaled, shareOf, withGrant } from './quota-window'

export type { Lane } from './quota-window'

/** What a provider counts together: two keys of one main account share a bucket. */
export interface QuotaKey {
  /** See `ownerOf`. */
  owner: string
  region: string
  /** `service/operation`. */
  operation: string
  /** The account's own setting, used where nothing is published. */
  ratePerSecond?: number
}

export interface Limiter {
  /**
   * Resolves when one call may be sent. A person's call takes the next free place at once and waits for it; a
   * background call takes only a place that is free now and leaves a tenth of each window, so that nobody waits
   * behind a refresh. Rejects with the signal's reason when it is aborted, or when the database is away.
   */
  acquire(key: QuotaKey, lane: Lane, signal?: AbortSignal): Promise<void>
  /** The provider throttled us although we kept the quota: nothing more of this key for a window (or `waitMs`). */
  throttled(key: QuotaKey, waitMs?: number): Promise<void>
}

/** Whose quota an account's calls count against: its main account where it is known, else the account itself. */
export const ownerOf = (account: { id: string; provider: string; mainAccountId: string | null }): string =>
  account.mainAccountId ? `${account.provider}:${account.mainAccountId}` : `account:${account.id}`

const keyText = ({ owner, region, operation }: QuotaKey) => `${owner}|${region}|${operation}`
const quotaFor = (key: QuotaKey): Quota => scaled(quotaOf(key.operation, key.ratePerSecond).quota)

/** The part of `pg.Pool` that is needed. */
export interface Queryable {
  query(statement: { name?: string; text: string; values: unknown[] }): Promise<{ rows: Record<string, unknown>[] }>
}

/** The database's clock, so that processes on machines with different clocks agree. */
const NOW = `(extract(epoch from clock_timestamp()) * 1000)::bigint`
/** The grant that must be a window away: $2 is the lane's share, $3 the stretched window in ms. */
const FREE_AT = `coalesce(q.grants[cardinality(q.grants) - $2 + 1] + $3::bigint, 0)`
const APPENDED = (at: string) => `q.grants[greatest(1, cardinality(q.grants) - ${MAX_GRANTS - 2}):] || ${at}`

/** Takes the next free place, now or later. */
const RESERVE = {
  name: 'quota_reserve',
  text: `
  insert into quotas as q (key, grants) values ($1, array[${NOW}])
  on conflict (key) do update
    set grants = ${APPENDED(`greatest(${NOW}, ${FREE_AT}, q.grants[cardinality(q.grants)])`)}
  returning greatest(0, grants[cardinality(grants)] - ${NOW})::int as wait_ms, true as granted`,
}

/** Takes a place if one is free now; says when to ask again if not. */
const TAKE = {
  name: 'quota_take',
  text: `
  with taken as (
    insert into quotas as q (key, grants) values ($1, array[${NOW}])
    on conflict (key) do update set grants = ${APPENDED(NOW)}
      where greatest(${FREE_AT}, coalesce(q.grants[cardinality(q.grants)], 0)) <= ${NOW}
    returning 1)
  select 0 as wait_ms, true as granted from taken
  union all
  select greatest(1, greatest(${FREE_AT}, q.grants[cardinality(q.grants)]) - ${NOW})::int, false
    from quotas q where q.key = $1 and not exists (select from taken)`,
}

const BLOCK = `
  insert into quotas as q (key, grants) values ($1, array_fill(${NOW} + $2::bigint, array[$3::int]))
  on conflict (key) do update set grants = array_fill(${NOW} + $2::bigint, array[$3::int])
  returning key`

/** Limits kept in table `quotas`, shared by every process on the database. One statement per call, planned once. */
export function pgLimiter(database: () => Queryable = pool): Limiter {
  return {
    async acquire(key, lane, signal) {
      const quota = quotaFor(key)
      const values = [keyText(key), shareOf(quota.limit, lane), Math.ceil(quota.windowMs * STRETCH)]
      for (;;) {
        signal?.throwIfAborted()
        const { rows } = await database().query({ ...(lane === 'interactive' ? RESERVE : TAKE), values })
        // No row: another process made the key between the two halves of TAKE; asking again sees it.
        const { wait_ms: waitMs = 1, granted = false } = rows[0] ?? {}
        if (Number(waitMs) > 0) await sleepFor(Number(waitMs), undefined, signal ? { signal } : {})
        if (granted) return
      }
    },
    async throttled(key, waitMs) {
      const quota = quotaFor(key)
      const extra = Math.max(0, Math.ceil((waitMs ?? 0) - quota.windowMs * STRETCH))
      await database().query({ text: BLOCK, values: [keyText(key), extra, MAX_GRANTS] })
    },
  }
}

export interface LimiterClock {
  /** Milliseconds. */
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

const realClock: LimiterClock = {
  now: Date.now,
  sleep: (ms, signal) => sleepFor(ms, undefined, signal ? { signal } : {}),
}

/** The same limits for one process, for tests and tools that have no database. */
export function memoryLimiter(clock: LimiterClock = realClock): Limiter {
  const state = new Map<string, number[]>()
  return {
    async acquire(key, lane, signal) {
      const quota = quotaFor(key)
      const name = keyText(key)
      for (;;) {
        signal?.throwIfAborted()
        const grants = state.get(name) ?? []
        const now = clock.now()
        const at = nextGrant(grants, now, quota, lane)
        const granted = lane === 'interactive' || at <= now
        if (granted) state.set(name, withGrant(grants, at))
        if (at > now) await clock.sleep(at - now, signal)
        if (granted) return
      }
    },
    async throttled(key, waitMs) {
      const quota = quotaFor(key)
      const at = clock.now() + Math.max(0, Math.ceil((waitMs ?? 0) - quota.windowMs * STRETCH))
      state.set(keyText(key), Array<number>(MAX_GRANTS).fill(at))
    },
  }
}
