import { type Block, blockText, contains, normalList, readList, widerIn } from './cidr'

/** How a list is changed: entries are added, taken out, or the list is these entries. */
export const LIST_MODES = ['append', 'delete', 'cover'] as const
export type ListMode = (typeof LIST_MODES)[number]

/** Where a cloud takes IPv4 alone, prefixes from 1 on, and 0.0.0.0/0 for everybody. */
export const V4_LIMITS = { families: [4], leastPrefix: 1 } as const

/** A list as it will be; `now` is in normal form, and so is the answer. */
export function listAfter(now: string, mode: ListMode, given: string): string {
  if (mode === 'cover') return normalList(given)
  if (mode === 'append') return normalList(`${now},${given}`)
  const out = new Set(readList(given).blocks.map(blockText))
  return normalList(
    now
      .split(',')
      .filter((entry) => !out.has(entry))
      .join(','),
  )
}

/** Entries of a list that another has not, both in normal form. */
export function without(list: string, other: string): string[] {
  const there = new Set(other.split(','))
  return list.split(',').filter((entry) => entry !== '' && !there.has(entry))
}

/** Those of `inner` that are in `outer` or lie in a block of it, with that block; all in normal form. */
export function within(inner: readonly string[], outer: readonly string[]): { inner: string; outer: string }[] {
  const there = new Set(outer)
  return readList(inner.join(',')).blocks.flatMap((block) => {
    const text = blockText(block)
    const by = there.has(text) ? text : widerIn(there, block)
    return by === undefined ? [] : [{ inner: text, outer: by }]
  })
}

const LOOPBACK: Block = { family: 4, first: 127n << 24n, prefix: 8 }

/** Whether nobody but the machine itself is let in. */
export const isNobody = (blocks: readonly Block[]): boolean => blocks.every((block) => contains(LOOPBACK, block))
