import { addValue, formatQuery, parseQuery } from '@/lib/model/query'

/** What the list page shows; the address holds it. */
export interface ListState {
  q: string
  /** Field, or `-field` for descending. */
  sort: string
  /** Reference of the instance in the side panel. */
  panel: string
}

/** Name of the list's table for what a browser keeps of it. */
export const INSTANCE_TABLE = 'instances'

/** Trouble first. */
const DEFAULT_SORT = 'status'

export const readState = (search: { get(name: string): string | null }): ListState => ({
  q: search.get('q') ?? '',
  sort: search.get('sort') ?? DEFAULT_SORT,
  panel: search.get('panel') ?? '',
})

export function addressOf({ q, sort, panel }: ListState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (sort !== DEFAULT_SORT) search.set('sort', sort)
  if (panel) search.set('panel', panel)
  // Colons, commas and slashes are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

/** The address of what these accounts hold, by id: an instance that several of them see stands together with itself. */
export const accountsAddress = (names: readonly string[]) =>
  addressOf({
    q: formatQuery(names.reduce((query, name) => addValue(query, 'account', name), parseQuery(''))),
    sort: 'id',
    panel: '',
  })
