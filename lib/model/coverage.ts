import { type BackupCoverage, type BackupPolicy, type BackupSet, type Standing, WEEKDAYS } from './backup'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** 1 January 1970 was a Thursday. */
const EPOCH_DAY = 3

export interface Stretch {
  from: number
  to: number
}

const minutesOf = (text: string): number | undefined => {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

interface Rhythm {
  /** Of the week, Monday 0. */
  days: Set<number>
  startMs: number
  lengthMs: number
  offsetMs: number
}

/** Undefined for a policy that is off, tells no hours or no days, or whose hours say nothing about how long it is. */
function rhythmOf({ on, days, window, offsetMinutes }: BackupPolicy): Rhythm | undefined {
  const start = window ? minutesOf(window.start) : undefined
  const end = window ? minutesOf(window.end) : undefined
  if (on === false || days.length === 0 || start === undefined || end === undefined || start === end) return undefined
  return {
    days: new Set(days.map((day) => WEEKDAYS.indexOf(day))),
    startMs: start * MINUTE_MS,
    lengthMs: ((end - start + 1_440) % 1_440) * MINUTE_MS,
    offsetMs: offsetMinutes * MINUTE_MS,
  }
}

/**
 * The policy's windows that touch a span, oldest first, in milliseconds. A window belongs to the day, in the policy's own
 * zone, on which it begins, also when it goes across midnight. Zones here have no summer time.
 */
export function policyWindows(policy: BackupPolicy, { from, to }: Stretch): Stretch[] {
  const rhythm = rhythmOf(policy)
  if (!rhythm) return []
  const { days, startMs, lengthMs, offsetMs } = rhythm
  const found: Stretch[] = []
  for (let day = Math.floor((from + offsetMs) / DAY_MS) - 1; ; day++) {
    const start = day * DAY_MS + startMs - offsetMs
    if (start > to) return found
    const weekday = (((day + EPOCH_DAY) % 7) + 7) % 7
    if (days.has(weekday) && start + lengthMs > from) found.push({ from: start, to: start + lengthMs })
  }
}

/**
 * Longest time that may lie between two sets when each is begun somewhere in its window: from the start of one window to
 * the end of the next, at its longest. Null without a rhythm.
 */
export function promisedMs(policy: BackupPolicy): number | null {
  const rhythm = rhythmOf(policy)
  if (!rhythm) return null
  const days = [...rhythm.days].sort((a, b) => a - b)
  const steps = days.map((day, at) => {
    const next = days[at + 1] ?? (days[0] ?? 0) + 7
    return next - day
  })
  return Math.max(...steps) * DAY_MS + rhythm.lengthMs
}

interface Judged {
  sets: readonly Pick<BackupSet, 'status' | 'startedAt'>[]
  policy: BackupPolicy | null
  /** The span that was asked for; `to` is not after now. */
  span: Stretch
  now: number
  /** When the instance was made; null: not told. */
  createdAt: number | null
}

/** A set counts once it is complete, also while it is being put back. */
const isGood = ({ status }: Pick<BackupSet, 'status'>) => status === 'done' || status === 'restoring'

/**
 * What the sets of a span are worth. A set holds the data of the moment at which it began. What lies before the oldest day
 * that the cloud keeps cannot be judged: of the first stretch only what is beyond the promise is a gap, for a set may
 * have been there right before. Gaps are held against the policy of now; an older policy nobody tells.
 */
export function coverageOf({ sets, policy, span, now, createdAt }: Judged): BackupCoverage {
  const good = sets
    .filter(isGood)
    .map(({ startedAt }) => Date.parse(startedAt))
    .filter((at) => at <= now)
    .sort((a, b) => a - b)
  const promised = policy ? promisedMs(policy) : null
  const start = judgedFrom(good, policy, { span, now, createdAt })
  const last = good.at(-1)
  const end = Math.min(span.to, now)
  const inside = start === null ? [] : good.filter((at) => at >= start && at <= end)
  const stretches = start === null || start >= end ? [] : between([start, ...inside, end])
  const worst = stretches.reduce<Stretch | null>(
    (most, one) => (most === null || one.to - one.from > most.to - most.from ? one : most),
    null,
  )
  return {
    judgedFrom: start === null ? null : iso(start),
    promisedSeconds: promised === null ? null : promised / 1_000,
    // A span that ends earlier does not say what there is now.
    nowSeconds: last === undefined || span.to < now ? null : (now - last) / 1_000,
    worst: worst && { seconds: (worst.to - worst.from) / 1_000, from: iso(worst.from), to: iso(worst.to) },
    gaps:
      promised === null
        ? []
        : stretches
            .filter((one) => one.to - one.from > promised)
            .map((one) => ({ from: iso(one.from), to: iso(one.to) })),
  }
}

/** From the span's start, the instance's beginning, or the oldest day that is kept; of unknown retention, the oldest set. */
function judgedFrom(
  good: readonly number[],
  policy: BackupPolicy | null,
  { span, now, createdAt }: Pick<Judged, 'span' | 'now' | 'createdAt'>,
) {
  const since = Math.max(span.from, createdAt ?? -Infinity)
  const kept = policy?.retentionDays
  if (kept != null) return Math.max(since, now - kept * DAY_MS)
  const oldest = good.find((at) => at >= since)
  return oldest ?? null
}

const between = (times: readonly number[]): Stretch[] => times.slice(1).map((to, at) => ({ from: times[at] ?? to, to }))

const iso = (at: number) => new Date(at).toISOString()
const stretch = ({ from, to }: Stretch) => ({ from: iso(from), to: iso(to) })

/** A promise as its longest step between windows, in days, and the length of a window, in seconds. */
export const promiseParts = (seconds: number): { days: number; window: number } => ({
  days: Math.floor((seconds * 1_000) / DAY_MS),
  window: seconds % (DAY_MS / 1_000),
})

/** What a reading of an instance's backups amounts to, for the list of all instances. */
export interface Worth extends BackupCoverage {
  standing: Standing
  /** The worst stretch began before what was looked at: it is this long at least. */
  worstAtLeast: boolean
  /** When the newest good set began. */
  lastGoodAt: string | null
  /** Sets of the span that failed. */
  failures: number
  /** A set is being made. */
  running: boolean
}

interface Read extends Omit<Judged, 'sets' | 'span'> {
  /** Of the whole span until now; null when they are not told. */
  sets: readonly Pick<BackupSet, 'status' | 'startedAt'>[] | null
  /** There may be more sets than these. */
  truncated: boolean
  from: number
}

const NOTHING_KNOWN = { judgedFrom: null, promisedSeconds: null, nowSeconds: null, worst: null, gaps: [] }

/** Judges one instance by its sets since `from` and the policy of now. */
export function worthOf({ sets, truncated, policy, from, now, createdAt }: Read): Worth {
  const promised = policy ? promisedMs(policy) : null
  const promisedSeconds = promised === null ? null : promised / 1_000
  if (sets === null)
    return {
      ...NOTHING_KNOWN,
      promisedSeconds,
      standing: 'unknown',
      worstAtLeast: false,
      lastGoodAt: null,
      failures: 0,
      running: false,
    }
  const coverage = coverageOf({ sets, policy, span: { from, to: now }, now, createdAt })
  const { nowSeconds, gaps } = coverage
  const inSpan = sets.filter(({ startedAt }) => Date.parse(startedAt) >= from && Date.parse(startedAt) <= now)
  const failures = inSpan.filter(({ status }) => status === 'failed').length
  const standing = standingOf({
    age: nowSeconds === null ? null : nowSeconds * 1_000,
    promised,
    on: policy?.on ?? null,
    truncated,
    flawed: gaps.length > 0 || failures > 0,
    instanceAge: createdAt === null ? null : now - createdAt,
  })
  // Nothing that could be put back is this old, whatever was kept before: a loss now would cost all of it.
  const bare = nowSeconds === null && !truncated ? { from: Math.max(from, createdAt ?? from), to: now } : undefined
  return {
    ...coverage,
    ...(bare && {
      judgedFrom: iso(bare.from),
      worst: { ...stretch(bare), seconds: (bare.to - bare.from) / 1_000 },
      gaps: promised !== null && bare.to - bare.from > promised ? [stretch(bare)] : [],
    }),
    worstAtLeast: bare !== undefined && bare.from === from,
    standing,
    lastGoodAt: nowSeconds === null ? null : iso(now - nowSeconds * 1_000),
    failures,
    running: inSpan.some(({ status }) => status === 'running'),
  }
}

interface Known {
  /** Of the newest good set; null: there is none. Milliseconds, as all here. */
  age: number | null
  promised: number | null
  on: boolean | null
  truncated: boolean
  flawed: boolean
  instanceAge: number | null
}

/** Without a good set nothing can be brought back, whatever a policy says; but a young instance waits for its first. */
function standingOf({ age, promised, on, truncated, flawed, instanceAge }: Known): Standing {
  if (age === null) {
    if (truncated) return 'unknown'
    return promised !== null && instanceAge !== null && instanceAge <= promised ? 'waiting' : 'unprotected'
  }
  if (on === false) return 'off'
  if (promised === null) return 'unknown'
  if (age > promised) return 'late'
  return flawed ? 'gaps' : 'covered'
}
