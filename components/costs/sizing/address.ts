import { SIZING_SHOWS, type SizingRow, type SizingShow } from '@/lib/model/sizing'

/** What the page shows; the address holds it. */
export interface SizingState {
  q: string
  show: SizingShow
}

const read = (search: { get(name: string): string | null }): SizingState => ({
  q: search.get('q') ?? '',
  show: SIZING_SHOWS.find((one) => one === search.get('show')) ?? 'findings',
})

function write({ q, show }: SizingState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (show !== 'findings') search.set('show', show)
  // Colons and commas are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export const SIZING_ADDRESS = { read, write }

const GB = 2 ** 30

/**
 * The wizard for another size, filled in: the class, what it has to hold, the percent that stays free, and why. It adds the headroom
 * to memory, so that what was highest is said there; of connections and commands what is needed with headroom.
 */
export function wizardHref({ ref, result }: Pick<SizingRow, 'ref' | 'result'>, headroom: number, why: string): string {
  const search = new URLSearchParams()
  if (result?.target) search.set('class', result.target.id)
  const peak = result?.evidence.stats.memory?.peak
  if (peak) search.set('memoryGb', String(Math.max(0.01, Math.ceil((peak / GB) * 100) / 100)))
  const { connections, qps } = result?.need ?? {}
  if (connections) search.set('connections', String(connections))
  if (qps) search.set('qps', String(qps))
  search.set('free', String(headroom))
  search.set('why', why)
  return `/instances/${encodeURIComponent(ref)}/change/spec?${search}`
}

export const monitoringHref = (ref: string) => `/instances/${encodeURIComponent(ref)}?tab=monitoring`
