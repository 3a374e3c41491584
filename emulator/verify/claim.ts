import type { Key } from '../keys'

/** What a request claims about who signed it, before anything is checked. */
export interface Claim {
  scheme: 'alibaba-rpc' | 'alibaba-acs3' | 'jdcloud2' | 'jdcloud3' | 'kingsoft-query' | 'kingsoft-aws4'
  accessKeyId: string
  /** When it was signed, milliseconds since 1970; NaN when the text is no time. */
  signedAt: number
  /** Undefined when the scheme has none. */
  nonce: string | undefined
  /** Region of the credential scope, when the scheme has one. */
  scopeRegion: string | undefined
  signature: string
  /** What the signature must be with this key's secret; `text` is what was signed, for the vendor's message. */
  expected(key: Key): { signature: string; text: string }
}

/** `20260102T030405Z` and its misspelt sisters, `2026-01-02T03:04:05Z`, or an HTTP date. */
export function timeOf(text: string | undefined): number {
  if (!text) return Number.NaN
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d:?\d\d)$/.exec(text)
  if (!compact) return Date.parse(text)
  const [, year, month, day, hour, minute, second, zone] = compact
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
}

/** Header values as the header schemes sign them: trimmed, runs of white space collapsed. */
export const headerBlock = (names: readonly string[], headers: Readonly<Record<string, string>>) =>
  names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`).join('')

/** Splits `Credential=..., SignedHeaders=a;b, Signature=...` after the algorithm; undefined when a part is missing. */
export function authorizationParts(header: string) {
  const space = header.indexOf(' ')
  if (space < 0) return undefined
  const algorithm = header.slice(0, space)
  const parts = new Map<string, string>()
  for (const part of header.slice(space + 1).split(',')) {
    const at = part.indexOf('=')
    if (at > 0) parts.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  const credential = parts.get('Credential')
  const signedHeaders = parts.get('SignedHeaders')
  const signature = parts.get('Signature')
  if (!credential || !signedHeaders || !signature) return undefined
  return { algorithm, credential, signedHeaders: signedHeaders.toLowerCase().split(';'), signature }
}
