/**
 * Lists of IPv4 and IPv6 addresses and blocks as whitelists have them: read, normalised and compared. Addresses are
 * bigints, so that both families are calculated alike.
 */

export type Family = 4 | 6
export const BITS: Record<Family, number> = { 4: 32, 6: 128 }

/** All addresses that share the first `prefix` bits of `first`, whose other bits are 0. */
export interface Block {
  family: Family
  first: bigint
  prefix: number
}

/** What is wrong with an entry; texts are `access.faults.<code>`, filled with `value`. */
export const FAULTS = [
  'not-an-address',
  'parts',
  'part',
  'leading-zero',
  'prefix',
  'prefix-least',
  'two-slashes',
  'range',
  'zone',
  'family',
  'no-word',
] as const
export interface Fault {
  code: (typeof FAULTS)[number]
  /** What is at fault: the part, the prefix, or the whole entry. */
  value: string
}

/** What a cloud takes in a list. */
export interface Limits {
  families: readonly Family[]
  /** The shortest prefix beside 0, which stands for everybody. */
  leastPrefix?: number
}
const ANY: Limits = { families: [4, 6] }

const hostMask = ({ family, prefix }: Pick<Block, 'family' | 'prefix'>) => (1n << BigInt(BITS[family] - prefix)) - 1n
export const lastOf = (block: Block): bigint => block.first + hostMask(block)

/** One entry as a block. An address is a block of one; `10.0.0.5/24` is the block that it lies in, `10.0.0.0/24`. */
export function readBlock(text: string, limits: Limits = ANY): Block | Fault {
  const entry = text.trim()
  const [address = '', prefixText, ...more] = entry.split('/')
  if (more.length > 0) return { code: 'two-slashes', value: entry }
  if (entry.includes('%')) return { code: 'zone', value: entry }
  const family: Family = address.includes(':') ? 6 : 4
  if (/^[^-]*\d-\d/.test(entry)) return { code: 'range', value: entry }
  const read = family === 6 ? readV6(address) : readV4(address)
  if (typeof read !== 'bigint') return read
  const bits = BITS[family]
  if (prefixText !== undefined && !(/^(0|[1-9]\d{0,2})$/.test(prefixText) && Number(prefixText) <= bits))
    return { code: 'prefix', value: `/${prefixText}` }
  if (!limits.families.includes(family)) return { code: 'family', value: entry }
  const prefix = prefixText === undefined ? bits : Number(prefixText)
  const first = read & ~hostMask({ family, prefix })
  if (prefix < (limits.leastPrefix ?? 0) && !(prefix === 0 && read === 0n))
    return { code: 'prefix-least', value: `/${prefix}` }
  return { family, first, prefix }
}

export const isFault = (read: Block | Fault): read is Fault => 'code' in read

function readV4(address: string): bigint | Fault {
  if (!/^[\d.]+$/.test(address)) return { code: 'not-an-address', value: address }
  const parts = address.split('.')
  if (parts.length !== 4) return { code: 'parts', value: address }
  let all = 0n
  for (const part of parts) {
    if (part === '' || part.length > 3 || Number(part) > 255) return { code: 'part', value: part || address }
    // Some programs read 010 as 8: what it means is not certain.
    if (part.length > 1 && part.startsWith('0')) return { code: 'leading-zero', value: part }
    all = (all << 8n) | BigInt(part)
  }
  return all
}

function readV6(address: string): bigint | Fault {
  const bad: Fault = { code: 'not-an-address', value: address }
  const sides = address.split('::')
  if (sides.length > 2) return bad
  const read: bigint[][] = []
  for (const [index, side] of sides.entries()) {
    const words: bigint[] = []
    const texts = side === '' ? [] : side.split(':')
    for (const [at, word] of texts.entries()) {
      if (word.includes('.') && at === texts.length - 1 && index === sides.length - 1) {
        const v4 = readV4(word)
        if (typeof v4 !== 'bigint') return v4
        words.push(v4 >> 16n, v4 & 0xffffn)
      } else if (/^[\da-f]{1,4}$/i.test(word)) words.push(BigInt(`0x${word}`))
      else return { code: 'no-word', value: word || address }
    }
    read.push(words)
  }
  const [left = [], right] = read
  const count = left.length + (right?.length ?? 0)
  if (right === undefined ? count !== 8 : count > 7) return bad
  const zeros: bigint[] = Array.from({ length: 8 - count }, () => 0n)
  return [...left, ...zeros, ...(right ?? [])].reduce((all, word) => (all << 16n) | word, 0n)
}

/** In its one normal form (IPv6 by RFC 5952); the prefix is left out where it is a single address. */
export function blockText({ family, first, prefix }: Block): string {
  const address = family === 4 ? v4Text(first) : v6Text(first)
  return prefix === BITS[family] ? address : `${address}/${prefix}`
}

const v4Text = (address: bigint) => [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.')

function v6Text(address: bigint): string {
  if (address >> 32n === 0xffffn) return `::ffff:${v4Text(address & 0xffff_ffffn)}`
  const words = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16))
  // The longest run of zeros is left out, the first of equal ones, none of a single word.
  let [from, length] = [-1, 1]
  for (let start = 0; start < 8; start++) {
    let end = start
    while (words[end] === '0') end++
    if (end - start > length) [from, length] = [start, end - start]
  }
  if (from < 0) return words.join(':')
  return `${words.slice(0, from).join(':')}::${words.slice(from + length).join(':')}`
}

/** Whether all of `inner` is in `outer`. */
export const contains = (outer: Block, inner: Block): boolean =>
  outer.family === inner.family && outer.first <= inner.first && lastOf(inner) <= lastOf(outer)

export const isEverybody = ({ prefix }: Block): boolean => prefix === 0

/** What a list says, entry by entry. Entries stand apart by commas, semicolons, blanks or lines. */
export interface ReadList {
  /** Each block once, in the order of the list. */
  blocks: Block[]
  faults: { entry: string; fault: Fault }[]
  /** Entries that say what an earlier one says. */
  duplicates: string[]
  /** Blocks that lie in a wider one of the list: they change nothing. */
  overlaps: { inner: string; outer: string }[]
  /** Entries whose address is not the first of its block, with what they mean. */
  widened: { entry: string; means: string }[]
}

export function readList(text: string, limits: Limits = ANY): ReadList {
  const found: ReadList = { blocks: [], faults: [], duplicates: [], overlaps: [], widened: [] }
  const seen = new Set<string>()
  for (const entry of text.split(/[\s,;，；]+/).filter(Boolean)) {
    const block = readBlock(entry, limits)
    if (isFault(block)) {
      found.faults.push({ entry, fault: block })
      continue
    }
    const normal = blockText(block)
    if (seen.has(normal)) found.duplicates.push(entry)
    else {
      seen.add(normal)
      found.blocks.push(block)
      const address = readBlock(entry.split('/', 1)[0] ?? '')
      if (!isFault(address) && address.first !== block.first) found.widened.push({ entry, means: normal })
    }
  }
  for (const inner of found.blocks) {
    const outer = widerIn(seen, inner)
    if (outer) found.overlaps.push({ inner: blockText(inner), outer })
  }
  return found
}

/** The narrowest block of a list, by its normal texts, that this one lies in; asked by width, so that long lists stay quick. */
export function widerIn(texts: ReadonlySet<string>, { family, first, prefix }: Block): string | undefined {
  for (let wider = prefix - 1; wider >= 0; wider--) {
    const text = blockText({ family, first: first & ~hostMask({ family, prefix: wider }), prefix: wider })
    if (texts.has(text)) return text
  }
  return undefined
}

interface Span {
  family: Family
  first: bigint
  last: bigint
}
const spanOf = (block: Block): Span => ({ family: block.family, first: block.first, last: lastOf(block) })
const before = (a: Span, b: Span) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0)

/** Spans in order that neither touch nor overlap. */
function spansOf(blocks: readonly Block[]): Span[] {
  const merged: Span[] = []
  for (const span of blocks.map(spanOf).sort(before)) {
    const end = merged.at(-1)
    if (end && end.family === span.family && span.first <= end.last + 1n)
      end.last = span.last > end.last ? span.last : end.last
    else merged.push(span)
  }
  return merged
}

/** The fewest blocks that are exactly this span. */
function blocksOf({ family, first, last }: Span): Block[] {
  const blocks: Block[] = []
  for (let at = first; at <= last; ) {
    let prefix = BITS[family]
    // As wide as its first address and what is left allow.
    while (prefix > 0) {
      const wider = hostMask({ family, prefix: prefix - 1 })
      if ((at & wider) !== 0n || at + wider > last) break
      prefix--
    }
    const block = { family, first: at, prefix }
    blocks.push(block)
    at = lastOf(block) + 1n
  }
  return blocks
}

/** Every address of either list, in the fewest blocks, in order. */
export const union = (a: readonly Block[], b: readonly Block[] = []): Block[] => spansOf([...a, ...b]).flatMap(blocksOf)

/** Every address of `a` that is not in `b`, in the fewest blocks, in order. */
export function difference(a: readonly Block[], b: readonly Block[]): Block[] {
  const taken = spansOf(b)
  return spansOf(a).flatMap((span) => {
    const left: Span[] = []
    let from = span.first
    for (const { family, first, last } of taken) {
      if (family !== span.family || last < from || first > span.last) continue
      if (first > from) left.push({ family, first: from, last: first - 1n })
      from = last + 1n
    }
    if (from <= span.last) left.push({ family: span.family, first: from, last: span.last })
    return left.flatMap(blocksOf)
  })
}

/** Whether a list lets in every address of a family, by one block or by several together. */
export const opensToEveryone = (blocks: readonly Block[]): boolean => union(blocks).some(isEverybody)

/** The list in its one form: each block once, in order, with commas between. Of no entry it is empty. */
export const normalList = (text: string): string =>
  readList(text)
    .blocks.toSorted((a, b) => before(spanOf(a), spanOf(b)) || a.prefix - b.prefix)
    .map(blockText)
    .join(',')
