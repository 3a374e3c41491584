/** A stream of numbers that is the same for the same seed, on every machine (mulberry32). */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet?: string): string
  uuid(): string
}

const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const HEX = '0123456789abcdef'

export function random(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hash(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const text = (length: number, alphabet = LETTERS_AND_DIGITS) => {
    let made = ''
    for (let i = 0; i < length; i++) made += alphabet[int(0, alphabet.length - 1)]
    return made
  }
  return {
    next,
    int,
    text,
    pick: <T>(items: readonly T[]) => items[int(0, items.length - 1)] as T, // int stays inside the list
    uuid: () => `${text(8, HEX)}-${text(4, HEX)}-4${text(3, HEX)}-${text(1, '89ab')}${text(3, HEX)}-${text(12, HEX)}`,
  }
}

/** FNV-1a, 32 bits: a number from a text. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** The `n`th number in [0, 1) of a seed, without making those before it: for series that anybody may ask for anywhere. */
export function nth(seed: number, n: number): number {
  let t = Math.imul((seed ^ Math.imul(n | 0, 0x9e3779b1)) >>> 0, 0x85ebca6b)
  t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35)
  t = Math.imul(t ^ (t >>> 15), 0x2c1b3c6d)
  return ((t ^ (t >>> 16)) >>> 0) / 4294967296
}
