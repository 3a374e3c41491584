import type { ProbeCell } from '@/lib/model/account'

export interface ProbeRow {
  service: ProbeCell['service']
  operation: string
  cells: Map<string, ProbeCell>
}

const WORST_FIRST = ['wrong-key', 'denied', 'unreachable', 'failed', 'unsupported', 'running', 'ok', 'not-checked']

/** Place of a row among the others: that of its worst cell. */
const rankOf = (row: ProbeRow) =>
  Math.min(...[...row.cells.values()].map(({ outcome }) => WORST_FIRST.indexOf(outcome)))

/** The rows that tell something, what is wrong before what is well, and those that nowhere were checked. */
export function sortedRows(cells: readonly ProbeCell[]): { told: ProbeRow[]; unchecked: ProbeRow[] } {
  const rows = rowsOf(cells)
  const isUnchecked = (row: ProbeRow) => [...row.cells.values()].every(({ outcome }) => outcome === 'not-checked')
  return {
    told: rows.filter((row) => !isUnchecked(row)).sort((a, b) => rankOf(a) - rankOf(b)),
    unchecked: rows.filter(isUnchecked),
  }
}

/** One row for each operation, its cells by region. */
export function rowsOf(cells: readonly ProbeCell[]): ProbeRow[] {
  const rows = new Map<string, ProbeRow>()
  for (const cell of cells) {
    const key = `${cell.service}/${cell.operation}`
    const row = rows.get(key) ?? { service: cell.service, operation: cell.operation, cells: new Map() }
    row.cells.set(cell.region, cell)
    rows.set(key, row)
  }
  return [...rows.values()]
}

export interface Finding extends Pick<ProbeCell, 'outcome' | 'code' | 'message' | 'requestId' | 'reason'> {
  key: string
  /** Operations with the regions in which exactly these were found so. */
  places: { operations: string[]; regions: string[] }[]
}

/** What is not well, each kind once with the operations and regions it was found in together; the worst first. */
export function findingsOf(cells: readonly ProbeCell[]): Finding[] {
  const order = ['wrong-key', 'denied', 'unreachable', 'failed', 'unsupported', 'not-checked']
  const found = new Map<string, { cell: ProbeCell; byRegion: Map<string, string[]> }>()
  for (const cell of cells) {
    if (!order.includes(cell.outcome)) continue
    const key = [cell.outcome, cell.code, cell.reason].join(' ')
    const group = found.get(key) ?? { cell, byRegion: new Map<string, string[]>() }
    const operations = group.byRegion.get(cell.region) ?? []
    if (!operations.includes(cell.operation)) operations.push(cell.operation)
    group.byRegion.set(cell.region, operations)
    found.set(key, group)
  }
  return [...found]
    .map(([key, { cell, byRegion }]) => ({ ...cell, key, places: placesOf(byRegion) }))
    .sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
}

/** Regions with the same operations stand together: never an operation beside a region it was not found in. */
function placesOf(byRegion: ReadonlyMap<string, string[]>): Finding['places'] {
  const places = new Map<string, Finding['places'][number]>()
  for (const [region, operations] of byRegion) {
    const key = operations.join(' ')
    const place = places.get(key) ?? { operations, regions: [] }
    place.regions.push(region)
    places.set(key, place)
  }
  return [...places.values()]
}
