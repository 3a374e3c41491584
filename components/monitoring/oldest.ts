import { CLOUD_REACH_DAYS } from '@/lib/model/kept'

const DAY_MS = 86_400_000

/** The oldest moment (ms) of which anything is told, and why none before. */
export interface Oldest {
  at: number
  /**
   * `made`: the instance was made then. `printed`: its cloud says that it tells so far back. `kept`: it is kept here from
   * then on. `assumed`: nobody says; this console counts on so many days.
   */
  why: 'made' | 'printed' | 'kept' | 'assumed'
  /** That its cloud tells, or is counted on to. */
  days: number
}

interface Known {
  createdAt: string | null
  reachDays: number | null
  /** Kept here from then on; null: nothing is. */
  keptFrom: string | null
  now: number
}

/** How far back charts of an instance can go. */
export function oldestOf({ createdAt, reachDays, keptFrom, now }: Known): Oldest {
  const days = reachDays ?? CLOUD_REACH_DAYS
  const cloud = now - days * DAY_MS
  const kept = keptFrom === null ? Number.POSITIVE_INFINITY : Date.parse(keptFrom)
  const made = createdAt === null ? Number.NEGATIVE_INFINITY : Date.parse(createdAt)
  if (made >= Math.min(cloud, kept)) return { at: made, why: 'made', days }
  if (kept < cloud) return { at: kept, why: 'kept', days }
  return { at: cloud, why: reachDays === null ? 'assumed' : 'printed', days }
}
