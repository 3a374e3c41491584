import { type FleetInstance, type FleetPattern, isMuted, isWorse } from '@/lib/model/slow-fleet'

/** What rows are sorted by, the most or the latest first. */
export const FLEET_SORTS = ['total', 'count', 'max', 'last'] as const
export type FleetSort = (typeof FLEET_SORTS)[number]

/** Which rows are shown. */
export const FLEET_ONLY = ['all', 'new', 'worse'] as const
export type FleetOnly = (typeof FLEET_ONLY)[number]

const BY: Record<FleetSort, (row: FleetPattern) => number> = {
  total: ({ totalUs }) => totalUs,
  count: ({ count }) => count,
  max: ({ maxUs }) => maxUs,
  last: ({ last }) => Date.parse(last),
}
const FITS: Record<FleetOnly, (row: FleetPattern) => boolean> = {
  all: () => true,
  new: ({ isNew }) => isNew === true,
  worse: (row) => isWorse(row) === true,
}

/** The rows that are asked for, in the order that is asked for. */
export const shownRows = (rows: readonly FleetPattern[], { only, sort }: { only: FleetOnly; sort: FleetSort }) =>
  rows.filter(FITS[only]).toSorted((a, b) => BY[sort](b) - BY[sort](a))

/** What the head of the page tells, all of it without muted patterns, which are counted apart. `worse` null: not known of any. */
export function summaryOf(rows: readonly FleetPattern[], now: number) {
  const told = rows.filter((row) => !isMuted(row, now))
  return {
    patterns: told.length,
    fresh: told.filter(FITS.new).length,
    worse: told.some((row) => isWorse(row) !== null) ? told.filter(FITS.worse).length : null,
    muted: rows.length - told.length,
  }
}

/** Archives are read every five minutes: one that began a little after the range did holds all of it. */
const GRACE_MS = 5 * 60_000

/**
 * How much of a range from a moment on (ms) is kept: when the oldest archive begins where that is later (ms), and how
 * many of the others begin later. Null: every archive holds all of it.
 */
export function keptLate(instances: readonly Pick<FleetInstance, 'keptFrom' | 'keptTo'>[], from: number) {
  const begins = instances
    .filter(({ keptFrom, keptTo }) => Date.parse(keptTo) > Date.parse(keptFrom))
    .map(({ keptFrom }) => Date.parse(keptFrom))
  const late = begins.filter((at) => at > from + GRACE_MS).length
  if (late === 0) return null
  const oldest = Math.min(...begins)
  return { oldest: oldest > from + GRACE_MS ? oldest : null, late, all: begins.length }
}
