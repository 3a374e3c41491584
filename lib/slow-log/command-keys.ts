import { COMMAND_TABLE } from './command-table'
import type { CommandWords } from './command-words'

/**
 * How the table is written. `GET=1`: its first word is a key. `MSET=1:-1:2`: from the first to the last, every second.
 * `LCS=1:1`: one more after the first. `EVAL=2#`: the second word says how many follow. `XREAD=@STREAMS+1:-1/2`: after the
 * word STREAMS, looked for from the first on, half of what is left; `@KEYS-2` is looked for from the end. `OBJECT=>`: the
 * next word is part of its name. A name alone has no keys.
 */
const TABLE = new Map(
  COMMAND_TABLE.split(';').flatMap((row) => {
    const [name = '', specs = ''] = row.trim().split('=')
    return name === '' ? [] : [[name, specs.split(' ').filter(Boolean)] as const]
  }),
)

export interface CommandKeys {
  /** In capitals, with its subcommand: `OBJECT FREQ`. */
  name: string
  /** False: the table does not have it, so nobody knows which words are keys. */
  known: boolean
  /** Keys that are told, in their order. */
  keys: string[]
  /** How many there are, with those that the server left out. */
  count: number
}

const SPEC = /^(?:(\d+)|@([A-Z]+)([+-])(\d+))(?:#([\d,]*))?(?::(-?\d+))?(?::(\d+))?(?:\/(\d+))?$/

/** Which command it is, and its keys. */
export function keysOf({ words, more }: CommandWords): CommandKeys {
  const first = (words[0] ?? '').toUpperCase()
  const specs = TABLE.get(first)
  if (specs === undefined) return { name: first, known: false, keys: [], count: 0 }
  const name = specs[0] === '>' && words.length > 1 ? `${first} ${(words[1] ?? '').toUpperCase()}` : first
  const own = specs[0] === '>' ? TABLE.get(name) : specs
  if (own === undefined) return { name, known: false, keys: [], count: 0 }
  const length = words.length + more
  const places = new Set(OWN_WAY[name]?.(words, length) ?? own.flatMap((spec) => placesOf(spec, words, length)))
  const ordered = [...places].filter((place) => place > 0 && place < length).sort((a, b) => a - b)
  return { name, known: true, keys: ordered.flatMap((place) => words[place] ?? []), count: ordered.length }
}

/** More keys than a server takes are none. */
const MOST_KEYS = 1_000_000

function placesOf(text: string, words: readonly string[], length: number): number[] {
  const found = SPEC.exec(text)
  if (!found) return []
  const [, index, keyword, side, from, counted, last, step = '1', limit = '1'] = found
  const start =
    keyword === undefined ? Number(index) : after(words, keyword, side === '-' ? -Number(from) : Number(from))
  if (start === undefined) return []
  if (counted !== undefined) {
    const [at = 0, first = 1, by = 1] = counted.split(',').filter(Boolean).map(Number)
    const count = Number(words[start + at])
    return Number.isInteger(count) && count > 0 && count < MOST_KEYS ? range(start + first, count, by) : []
  }
  if (last === undefined) return [start]
  // As Redis' getKeysUsingKeySpecs reckons.
  const end =
    Number(last) >= 0
      ? start + Number(last)
      : Number(limit) > 1
        ? start + Math.floor((length - start) / Number(limit)) + Number(last)
        : length + Number(last)
  return range(start, Math.floor((end - start) / Number(step)) + 1, Number(step))
}

const range = (start: number, count: number, step: number) =>
  Array.from({ length: Math.max(0, Math.min(count, MOST_KEYS)) }, (_, n) => start + n * step)

/** The place after a word that stands somewhere from `from` on; looked for backwards when that is counted from the end. */
function after(words: readonly string[], keyword: string, from: number): number | undefined {
  const step = from < 0 ? -1 : 1
  for (let at = from < 0 ? words.length + from : from; at > 0 && at < words.length; at += step)
    if (words[at]?.toUpperCase() === keyword) return at + 1
  return undefined
}

/** Commands whose keys COMMAND does not tell wholly ("unknown", "incomplete"): as their own code in Redis finds them. */
const OWN_WAY: Record<string, (words: readonly string[], length: number) => number[]> = {
  SORT(words) {
    const places = [1]
    for (let at = 2; at < words.length; at++) {
      const word = words[at]?.toUpperCase()
      if (word === 'LIMIT') at += 2
      else if (word === 'GET' || word === 'BY') at++
      else if (word === 'STORE') places.push(++at)
    }
    return places
  },
  // One key, or an empty word and the keys after KEYS.
  MIGRATE(words, length) {
    if (words[3] !== '') return [3]
    const start = after(words, 'KEYS', 6)
    return start === undefined ? [] : range(start, length - start, 1)
  },
}
