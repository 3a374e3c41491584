export type Pair = readonly [name: string, value: string]

/** Percent-encodes as all four signature schemes ask: everything but `A-Z a-z 0-9 - _ . ~`. */
export const enc = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Decodes a query or a form. `+` is a space; empty pairs are dropped; what is not valid UTF-8 stays as it came. */
export function decodePairs(text: string): Pair[] {
  const pairs: Pair[] = []
  for (const part of text.split('&')) {
    if (part === '') continue
    const at = part.indexOf('=')
    pairs.push(at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))])
  }
  return pairs
}

/** Sorted by encoded name in byte order, equal names by value, joined with `&`. Clients differ in spelling: never trust it. */
export function canonicalQuery(pairs: Iterable<Pair>): string {
  const encoded: [string, string][] = []
  for (const [name, value] of pairs) encoded.push([enc(name), enc(value)])
  encoded.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
  return encoded.map(([name, value]) => `${name}=${value}`).join('&')
}

/** Each segment decoded and encoded once, slashes kept. */
export const canonicalPath = (path: string) =>
  path
    .split('/')
    .map((segment) => enc(decode(segment.replaceAll('+', '%2B'))))
    .join('/') || '/'

/** The decoded segments of a path, without the empty first one. */
export const segmentsOf = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((segment) => decode(segment.replaceAll('+', '%2B')))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
