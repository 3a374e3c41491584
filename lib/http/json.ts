import { parse } from 'lossless-json'

/** Deeper answers than this are an attack or a fault: no provider nests beyond ten. */
const MAX_DEPTH = 64

/** An integer that a double may not hold, or an exponent that may overflow one. In doubt the exact parser decides. */
const PERHAPS_TOO_BIG = /\d{16}|\d[eE]\+?\d{3}/
/** Written out or escaped (`\u005f` is an underscore). */
const PERHAPS_PROTO = /__proto__|\\u005[fF]/

/**
 * JSON as `JSON.parse` reads it, but: an integer too big for a double comes out as its digits in a string, and so does
 * a number beyond the range of doubles (never `Infinity`); a `__proto__` key is dropped; of duplicate keys the last
 * one counts. Throws `SyntaxError` for what is no JSON or nests deeper than 64.
 */
export function parseJson(text: string): unknown {
  const value = PERHAPS_TOO_BIG.test(text) ? parseExactly(text) : JSON.parse(text, reviverFor(text))
  if (tooDeep(value)) throw new SyntaxError(`JSON nests deeper than ${MAX_DEPTH}`)
  return value
}

const reviverFor = (text: string) => (PERHAPS_PROTO.test(text) ? dropProto : undefined)
const dropProto = (key: string, value: unknown) => (key === '__proto__' ? undefined : value)

function parseExactly(text: string): unknown {
  // The exact parser recurses and reads duplicate keys as an error: JSON.parse, which does neither, judges first.
  const plain: unknown = JSON.parse(text, reviverFor(text))
  if (tooDeep(plain)) return plain
  try {
    return parse(text, dropProto, { parseNumber: exactNumber, onDuplicateKey: ({ newValue }) => newValue })
  } catch {
    throw new SyntaxError('JSON with numbers that cannot be kept exact')
  }
}

function exactNumber(text: string): number | string {
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number
}

/** Walks without recursion, so that depth cannot exhaust the stack. */
function tooDeep(root: unknown): boolean {
  let level = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (Array.isArray(value)) {
        for (const item of value) if (typeof item === 'object' && item !== null) next.push(item)
      } else {
        for (const key in value) {
          const item: unknown = (value as Record<string, unknown>)[key] // own keys of a parsed object
          if (typeof item === 'object' && item !== null) next.push(item)
        }
      }
    }
    level = next
  }
  return false
}
