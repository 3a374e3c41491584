import { RENEWAL_MONTH, RENEWAL_SHOWS, type RenewalShow } from '@/lib/model/renewal'

/** What the calendar shows; the address holds it. */
export interface RenewalState {
  q: string
  show: RenewalShow
  /** `RENEWAL_MONTH`, or empty for all. */
  month: string
  /** Field, or `-field` for descending. */
  sort: string
}

/** Names of its tables for what a browser keeps of them. */
export const RENEWAL_TABLES: Record<RenewalShow, string> = { ending: 'renewals', hourly: 'hourly' }

/** What ends next first; what would save most first. */
export const DEFAULT_SORTS: Record<RenewalShow, string> = { ending: 'end', hourly: '-saving' }

const read = (search: { get(name: string): string | null }): RenewalState => {
  const show = RENEWAL_SHOWS.find((one) => one === search.get('show')) ?? 'ending'
  const month = search.get('month') ?? ''
  return {
    q: search.get('q') ?? '',
    show,
    month: RENEWAL_MONTH.test(month) ? month : '',
    sort: search.get('sort') ?? DEFAULT_SORTS[show],
  }
}

function write({ q, show, month, sort }: RenewalState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (show !== 'ending') search.set('show', show)
  if (month) search.set('month', month)
  if (sort !== DEFAULT_SORTS[show]) search.set('sort', sort)
  // Colons, commas and slashes are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export const RENEWAL_ADDRESS = { read, write }
