import { CSV_BOM, csvRow } from '@/lib/model/csv'
import { COST_COLUMNS, EXPORT_COLUMNS, type ExportColumn, type Exported } from '@/lib/model/export'
import type { InstanceWindow } from '@/lib/model/fleet'
import type { Instance } from '@/lib/model/instance'

/** What each column of the list is in the CSV file. */
const CSV_OF: Record<string, readonly ExportColumn[]> = {
  name: ['name'],
  id: ['id'],
  status: ['status', 'vendorStatus'],
  region: ['provider', 'region'],
  account: ['account'],
  zone: ['zone'],
  engine: ['engine', 'version'],
  architecture: ['architecture'],
  memory: ['memoryMb', 'usedMemoryMb'],
  expires: ['charge', 'expires'],
  env: ['env'],
  team: ['team'],
  endpoint: ['endpoints'],
  tags: ['tags'],
  age: ['seen'],
  cost: COST_COLUMNS,
}

/** The columns of the CSV file for the columns of the list, in their order. */
export const csvColumns = (columns: readonly string[]): ExportColumn[] => columns.flatMap((id) => CSV_OF[id] ?? [])

/** These instances as a CSV text with a byte-order mark, safe to open in a spreadsheet. */
export function csvOf(rows: readonly Exported[], columns: readonly ExportColumn[]): string {
  const lines = rows.map((row) => csvRow(columns.map((column) => EXPORT_COLUMNS[column](row))))
  return [CSV_BOM, csvRow(columns), ...lines].join('')
}

/** The same rows with what they cost, where a column wants that. */
export async function withCosts(rows: readonly Instance[], columns: readonly ExportColumn[]): Promise<Exported[]> {
  if (!COST_COLUMNS.some((column) => columns.includes(column))) return [...rows]
  const { fetchAmounts } = await import('@/lib/queries/amounts')
  const found = new Map<string, Exported['cost']>()
  for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
    const amounts = await fetchAmounts(rows.slice(at, at + CHUNK_ROWS).map(({ ref }) => ref))
    for (const amount of amounts) found.set(amount.ref, amount)
  }
  return rows.map((row) => ({ ...row, cost: found.get(row.ref) }))
}

/** Rows per request when many are wanted: the most the route gives. */
export const CHUNK_ROWS = 200

/** Fetches windows of the list until every chosen row was seen; those that are gone by now are left out. */
export async function fetchChosen(
  ids: ReadonlySet<string>,
  fetchWindow: (offset: number) => Promise<InstanceWindow>,
): Promise<Instance[]> {
  const found: Instance[] = []
  for (let offset = 0; found.length < ids.size; offset += CHUNK_ROWS) {
    const { items, matched } = await fetchWindow(offset)
    found.push(...items.filter(({ ref }) => ids.has(ref)))
    if (offset + CHUNK_ROWS >= matched) break
  }
  return found
}

/** Hands a text to the browser as a file. */
export function saveFile(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
