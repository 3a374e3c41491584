import { addValue, formatQuery, parseQuery } from '@/lib/model/query'
import { STANDINGS } from '@/lib/model/standing'

/** What the page of coverage shows; the address holds it. */
export interface CoverageState {
  q: string
  /** Field, or `-field` for descending. */
  sort: string
}

/** Name of its table for what a browser keeps of it. */
export const COVERAGE_TABLE = 'coverage'

/** Unprotected ones first. */
const DEFAULT_SORT = 'standing'

const read = (search: { get(name: string): string | null }): CoverageState => {
  const q = search.get('q') ?? ''
  // Addresses of before standings were part of the query.
  const standings = (search.get('standing') ?? '').split(',').filter((one) => STANDINGS.some((known) => known === one))
  const whole = standings.reduce((query, one) => addValue(query, 'coverage', one), parseQuery(q))
  return { q: standings.length > 0 ? formatQuery(whole) : q, sort: search.get('sort') ?? DEFAULT_SORT }
}

function write({ q, sort }: CoverageState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (sort !== DEFAULT_SORT) search.set('sort', sort)
  // Colons, commas and slashes are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export const COVERAGE_ADDRESS = { read, write }
