import type { ProbeCell } from '@/lib/model/account'

export interface ProbeRow {
  service: ProbeCell['service']
  operation: string
  cells: Map<string, ProbeCell>
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
  operations: string[]
  regions: string[]
}

/** What is not well, each kind once with the operations and regions it was found in; the worst first. */
export function findingsOf(cells: readonly ProbeCell[]): Finding[] {
  const order = ['wrong-key', 'denied', 'unreachable', 'failed', 'not-checked']
  const found = new Map<string, Finding>()
  for (const cell of cells) {
    if (!order.includes(cell.outcome)) continue
    const key = [cell.outcome, cell.code, cell.reason].join(' ')
    const finding = found.get(key) ?? { ...cell, key, operations: [], regions: [] }
    if (!finding.operations.includes(cell.operation)) finding.operations.push(cell.operation)
    if (!finding.regions.includes(cell.region)) finding.regions.push(cell.region)
    found.set(key, finding)
  }
  return [...found.values()].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
}
