/** More pages than any fleet has: where a total that lies would otherwise keep us asking (fault F18). */
const MAX_PAGES = 1000
/** Pages asked for at a time; the door lets fewer through. */
const WORKERS = 16

export interface Page<T> {
  /** How many rows there are in all, by the cloud's count when it answered. */
  total: number
  rows: T[]
}

export interface Paging<T extends { id: string }> {
  /** Rows per page, as asked for. */
  size: number
  /** Pages count from 0. */
  fetch: (page: number) => Promise<Page<T>>
  onPage: (rows: T[]) => void | Promise<void>
}

/**
 * Reads a list completely: the first page first, then the rest in parallel. When rows and totals disagree, because
 * rows came or went while we read (fault F17), one second pass decides. Rejects when a page failed.
 */
export async function listAll<T extends { id: string }>(
  paging: Paging<T>,
): Promise<{ complete: boolean; ids: ReadonlySet<string> }> {
  const first = await readOnce(paging)
  if (first.agrees) return { complete: true, ids: first.ids }
  const second = await readOnce(paging)
  if (second.agrees) return { complete: true, ids: second.ids }
  return { complete: false, ids: new Set([...first.ids, ...second.ids]) }
}

async function readOnce<T extends { id: string }>({ size, fetch, onPage }: Paging<T>) {
  const ids = new Set<string>()
  const totals = new Set<number>()
  let ended = false
  const read = async (page: number) => {
    const { total, rows } = await fetch(page)
    totals.add(total)
    const before = ids.size
    for (const row of rows) ids.add(row.id)
    // A page that brings nothing new is the end, whatever the total says.
    if (ids.size === before) ended = true
    if (rows.length > 0) await onPage(rows)
    return total
  }
  const total = await read(0)
  const pages = Math.min(Math.ceil(total / size), MAX_PAGES)
  let next = 1
  let failed = false
  const worker = async () => {
    while (next < pages && !ended && !failed) {
      await read(next++).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  await settle(Array.from({ length: Math.min(WORKERS, pages - 1) }, worker))
  return { ids, agrees: totals.size === 1 && ids.size === total }
}

/** Waits for all, so that nothing of a failed reading arrives later; then rejects with the first failure. */
export async function settle<T>(work: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
