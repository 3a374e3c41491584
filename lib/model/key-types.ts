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
