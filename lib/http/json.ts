import { parse } from 'lossless-json'

/** Deeper answers than this are an attack or a fault: no provider nests beyond ten. */
const MAX_DEPTH = 64

/**
 * JSON as `JSON.parse` reads it, but: an integer too big for a double comes out as its digits in a string, and so does
 * a number beyond the range of doubles (never `Infinity`); a `__proto__` key is dropped; of duplicate keys the last
 * one counts. Throws `SyntaxError` for what is no JSON or nests deeper than 64.
 */
export function parseJson(text: string): unknown {
  const reviver = mayHoldProto(text) ? dropProto : undefined
  const value: unknown = JSON.parse(text, reviver)
  const found = inspect(value)
  if (found === 'too-deep') throw new SyntaxError(`JSON nests deeper than ${MAX_DEPTH}`)
  if (found === 'plain') return value
  // The exact parser recurses and is strict about duplicate keys: it only gets what JSON.parse has judged.
  return parse(text, dropProto, { parseNumber: exactNumber, onDuplicateKey: ({ newValue }) => newValue })
}

/** Written out or with an escape (`\u005f` is an underscore). */
const mayHoldProto = (text: string) => text.includes('__proto__') || text.includes('\\u005')
const dropProto = (key: string, value: unknown) => (key === '__proto__' ? undefined : value)

function exactNumber(text: string): number | string {
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number
}

/**
 * Whether a value nests too deep, holds a number that a double cannot hold exactly, or neither. Walks without
 * recursion, so that depth cannot exhaust the stack.
 */
function inspect(root: unknown): 'plain' | 'too-deep' | 'big-numbers' {
  let big = false
  let next: object[] = [[root]]
  for (let depth = 0; next.length > 0; depth++) {
    if (depth > MAX_DEPTH + 1) return 'too-deep'
    const level = next
    next = []
    for (const holder of level) {
      // Values at once are several times faster than key by key, and this runs over every answer.
      for (const value of Array.isArray(holder) ? holder : Object.values(holder)) {
        if (typeof value === 'object') {
          if (value !== null) next.push(value)
        } else if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
          big = true
        }
      }
    }
  }
  return big ? 'big-numbers' : 'plain'
}
