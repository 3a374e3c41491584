import { grouped } from './grouped'
import type { FoundKey } from './key-analysis'

/** Keys of one type, and how much they are together. */
export interface KeyType {
  /** In its cloud's words; null: not told. */
  type: string | null
  keys: number
  /** Bytes, or the size of which no unit is told, of all of them; null where one of them has none. */
  size: number | null
}

/** The measure of a key: bytes where they are told, else the size without a unit. */
export const sizeOf = ({ bytes, size }: FoundKey): number | null => bytes ?? size

/** Keys by type, the largest together first. */
export function typesOf(keys: readonly FoundKey[]): KeyType[] {
  const types = new Map<string | null, KeyType>()
  for (const key of keys) {
    const own = types.get(key.type) ?? { type: key.type, keys: 0, size: 0 }
    const size = sizeOf(key)
    types.set(key.type, {
      type: key.type,
      keys: own.keys + 1,
      size: own.size === null || size === null ? null : own.size + size,
    })
  }
  return [...types.values()].sort((a, b) => (b.size ?? 0) - (a.size ?? 0) || b.keys - a.keys)
}

/** Keys that are shown as the same pattern and type; of what is told of each, what all of them have in common. */
export interface KeyGroup extends FoundKey {
  keys: number
  /** The measure of all of them; null where one of them has none. */
  together: number | null
}

const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0)

/**
 * Keys as rows: each by itself, in the order in which they came, where keys are shown; else one for each pattern and type,
 * those that are most together first. Its elements are those of all of them, the rest is of its largest.
 */
export function groupsOf(keys: readonly FoundKey[], measure: (key: FoundKey) => number | null): KeyGroup[] {
  const groups = grouped(keys, ({ text, pattern, type }) => JSON.stringify([text, pattern, type]))
  const rows = groups.flatMap((all): KeyGroup[] => {
    const largest = all.reduce((most, key) => ((measure(key) ?? -1) > (measure(most) ?? -1) ? key : most))
    if (largest.text !== null) return all.map((key) => ({ ...key, keys: 1, together: measure(key) }))
    const common = <F extends 'database' | 'expiry'>(field: F) =>
      all.every((key) => key[field] === largest[field]) ? largest[field] : null
    return [
      {
        ...largest,
        database: common('database'),
        expiry: common('expiry'),
        elements: sumOf(all.map(({ elements }) => elements)),
        keys: all.length,
        together: sumOf(all.map(measure)),
      },
    ]
  })
  return keys.some(({ text }) => text !== null) ? rows : rows.sort((a, b) => (b.together ?? -1) - (a.together ?? -1))
}
