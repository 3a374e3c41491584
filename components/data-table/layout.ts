import { clampSize, type TableColumn } from './column'

/** What a person changed about a table's columns; kept per browser. */
export interface Layout {
  /** Ids in order, pinned ones left out. */
  order: string[]
  /** Ids that are shown, pinned ones left out. */
  shown: string[]
  /** Widths in px of the columns that were resized. */
  sizes: Record<string, number>
}

type Columns = readonly Pick<TableColumn<never, never>, 'id' | 'pinned' | 'hidden' | 'size' | 'minSize' | 'fold'>[]

/** The layout before anybody changed it. */
export function defaultLayout(columns: Columns): Layout {
  const free = columns.filter((column) => !column.pinned)
  return {
    order: free.map(({ id }) => id),
    shown: free.filter(({ hidden }) => !hidden).map(({ id }) => id),
    sizes: {},
  }
}

/** One column of a stored layout: `-` before the id of one that is hidden, `_` and the width of one that was resized. */
const PART = /^(-?)([A-Za-z][A-Za-z0-9]*)(?:_(\d{1,4}))?$/
/** More than this was not written here. */
const LONGEST = 1000

/** A layout as short text of letters that a cookie may hold, the columns in their order: `id.-zone.team_180`. */
export function writeLayout({ order, shown, sizes }: Layout): string {
  // Pinned columns stand in no order, but have a width.
  const ids = [...order, ...Object.keys(sizes).filter((id) => !order.includes(id))]
  const width = (id: string) => (sizes[id] === undefined ? '' : `_${Math.round(sizes[id])}`)
  return ids.map((id) => `${order.includes(id) && !shown.includes(id) ? '-' : ''}${id}${width(id)}`).join('.')
}

/**
 * A stored layout made good for the columns of today: unknown ids fall out, and a column that is new
 * stands where the product puts it, shown if it is by default. Anything unreadable gives the default.
 */
export function readLayout(columns: Columns, stored: string): Layout {
  const standard = defaultLayout(columns)
  const saved = parse(stored)
  if (!saved) return standard
  const order = [...saved.keys()].filter((id) => standard.order.includes(id))
  const fresh = standard.order.filter((id) => !order.includes(id))
  for (const id of fresh) order.splice(standard.order.indexOf(id), 0, id)
  const shown = order.filter((id) => saved.get(id)?.shown ?? standard.shown.includes(id))
  const sizes: Record<string, number> = {}
  for (const column of columns) {
    const px = saved.get(column.id)?.px
    if (px !== undefined) sizes[column.id] = clampSize(column, px)
  }
  return { order, shown, sizes }
}

function parse(stored: string): Map<string, { shown: boolean; px: number | undefined }> | undefined {
  if (!stored || stored.length > LONGEST) return undefined
  const parts = new Map<string, { shown: boolean; px: number | undefined }>()
  for (const part of stored.split('.')) {
    const [, hidden, id, px] = PART.exec(part) ?? []
    if (id === undefined) return undefined
    parts.set(id, { shown: !hidden, px: px === undefined ? undefined : Number(px) })
  }
  return parts
}

/** Moves a column by `step` places among the unpinned ones; past an end it stays. */
export function moveColumn(layout: Layout, id: string, step: number): Layout {
  const from = layout.order.indexOf(id)
  const to = Math.min(layout.order.length - 1, Math.max(0, from + step))
  if (from < 0 || from === to) return layout
  const order = layout.order.filter((other) => other !== id)
  order.splice(to, 0, id)
  return { ...layout, order }
}

/** Moves a shown column past its shown neighbours, so that one step is one visible step. */
export function moveShown(layout: Layout, id: string, step: -1 | 1): Layout {
  const visible = layout.order.filter((other) => layout.shown.includes(other))
  const neighbour = visible[visible.indexOf(id) + step]
  if (!visible.includes(id) || !neighbour) return layout
  return moveColumn(layout, id, layout.order.indexOf(neighbour) - layout.order.indexOf(id))
}

export function toggleColumn(layout: Layout, id: string): Layout {
  const shown = layout.shown.includes(id) ? layout.shown.filter((other) => other !== id) : [...layout.shown, id]
  return { ...layout, shown }
}

export const sizeOf = (layout: Layout, column: { id: string; size: number }) => layout.sizes[column.id] ?? column.size

/** The columns to draw, pinned first; with `roomPx`, those that fold leave until the rest fits. */
export function visibleColumns<C extends Columns[number]>(columns: readonly C[], layout: Layout, roomPx?: number): C[] {
  const byId = new Map(columns.map((column) => [column.id, column]))
  const shown = layout.order.flatMap((id) => {
    const column = byId.get(id)
    return column && layout.shown.includes(id) ? [column] : []
  })
  const visible = [...columns.filter(({ pinned }) => pinned), ...shown]
  if (roomPx === undefined) return visible
  const folding = visible.filter(({ fold }) => fold !== undefined).sort((a, b) => (a.fold ?? 0) - (b.fold ?? 0))
  let total = visible.reduce((sum, column) => sum + sizeOf(layout, column), 0)
  const gone = new Set<C>()
  for (const column of folding) {
    if (total <= roomPx) break
    gone.add(column)
    total -= sizeOf(layout, column)
  }
  return visible.filter((column) => !gone.has(column))
}
