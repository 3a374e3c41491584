import { STANDINGS, type Standing } from '@/lib/model/backup'

/** What the page of coverage shows; the address holds it. */
export interface CoverageState {
  q: string
  /** Field, or `-field` for descending. */
  sort: string
  standing: readonly Standing[]
}

/** Name of its table for what a browser keeps of it. */
export const COVERAGE_TABLE = 'coverage'

/** Unprotected ones first. */
const DEFAULT_SORT = 'standing'

const read = (search: { get(name: string): string | null }): CoverageState => {
  const wanted = (search.get('standing') ?? '').split(',')
  return {
    q: search.get('q') ?? '',
    sort: search.get('sort') ?? DEFAULT_SORT,
    standing: STANDINGS.filter((standing) => wanted.includes(standing)),
  }
}

function write({ q, sort, standing }: CoverageState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (sort !== DEFAULT_SORT) search.set('sort', sort)
  if (standing.length > 0) search.set('standing', standing.join(','))
  // Colons, commas and slashes are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export const COVERAGE_ADDRESS = { read, write }
