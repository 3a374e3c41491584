import { FLEET_HOURS, type FleetHours } from '@/lib/model/slow-fleet'
import { SLOW_KINDS, type SlowKind, type SlowPattern, slowPatternId } from '@/lib/model/slow-log'
import { FLEET_ONLY, FLEET_SORTS, type FleetOnly, type FleetSort } from './shown'

export const FLEET_VIEWS = ['patterns', 'instances'] as const
type FleetView = (typeof FLEET_VIEWS)[number]

/** What the fleet's page of slow commands shows; the address holds it. */
export interface FleetState {
  q: string
  hours: FleetHours
  kind: SlowKind
  view: FleetView
  /** Muted patterns too. */
  muted: boolean
  sort: FleetSort
  only: FleetOnly
}

const DEFAULT_HOURS = 24

const read = (search: { get(name: string): string | null }): FleetState => ({
  q: search.get('q') ?? '',
  hours: FLEET_HOURS.find((hours) => String(hours) === search.get('hours')) ?? DEFAULT_HOURS,
  kind: SLOW_KINDS.find((kind) => kind === search.get('kind')) ?? 'db',
  view: FLEET_VIEWS.find((view) => view === search.get('view')) ?? 'patterns',
  muted: search.get('muted') === '1',
  sort: FLEET_SORTS.find((sort) => sort === search.get('sort')) ?? 'total',
  only: FLEET_ONLY.find((only) => only === search.get('only')) ?? 'all',
})

function write({ q, hours, kind, view, muted, sort, only }: FleetState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (hours !== DEFAULT_HOURS) search.set('hours', String(hours))
  if (kind !== 'db') search.set('kind', kind)
  if (view !== 'patterns') search.set('view', view)
  if (muted) search.set('muted', '1')
  if (sort !== 'total') search.set('sort', sort)
  if (only !== 'all') search.set('only', only)
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export const FLEET_ADDRESS = { read, write }

/** The slow log of an instance over the same hours, looking at a pattern. */
export function tabAddress(ref: string, { hours, kind }: FleetState, pattern: SlowPattern | null): string {
  const search = new URLSearchParams({ tab: 'slow-log', range: hours > 24 ? `now-${hours / 24}d` : `now-${hours}h` })
  if (kind !== 'db') search.set('kind', kind)
  if (pattern) search.set('pattern', slowPatternId(pattern))
  return `/instances/${encodeURIComponent(ref)}?${search}`
}
