/**
 * Rows that were chosen, by id. `all` is every row that matches the query, before the server named them:
 * it lets Ctrl+A answer at once, and becomes `some` when the ids arrive.
 */
export type Selection = { kind: 'some'; ids: ReadonlySet<string>; anchor: number | null } | { kind: 'all' }

export const NOTHING: Selection = { kind: 'some', ids: new Set(), anchor: null }

export const isSelected = (selection: Selection, id: string) => selection.kind === 'all' || selection.ids.has(id)

export const countOf = (selection: Selection, matched: number) =>
  selection.kind === 'all' ? matched : selection.ids.size

/** Adds or removes one row and makes it the place from which Shift extends. */
export function toggle(selection: Selection, id: string, index: number): Selection {
  if (selection.kind === 'all') return { kind: 'some', ids: new Set([id]), anchor: index }
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { kind: 'some', ids, anchor: index }
}

/** Adds the rows between the anchor and here; the anchor stays. */
export function extend(selection: Selection, ids: Iterable<string>, anchor: number): Selection {
  if (selection.kind === 'all') return selection
  return { kind: 'some', ids: new Set([...selection.ids, ...ids]), anchor }
}

export const chosen = (ids: Iterable<string>): Selection => ({ kind: 'some', ids: new Set(ids), anchor: null })
