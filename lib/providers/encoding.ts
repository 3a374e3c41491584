import { createHash, createHmac } from 'node:crypto'
import type { z } from 'zod'
import { elementOf, shapeOf, unwrap } from '@/lib/schema'

export type Pair = readonly [name: string, value: string]

const LEFT_ALONE = /[!'()*]/g

/** RFC 3986: everything but `A-Z a-z 0-9 - _ . ~` as `%XX` of its UTF-8 bytes, as all three clouds want it. */
export function percentEncode(text: string): string {
  // A lone surrogate has no UTF-8 form and would throw: it becomes U+FFFD, as everywhere else on the way to a socket.
  const encoded = encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed())
  return encoded.replace(LEFT_ALONE, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The encoded pairs sorted by encoded name in byte order, then by value: what is signed and what is sent. */
export function canonicalQuery(pairs: readonly Pair[]): string {
  const encoded = pairs.map(([name, value]): Pair => [percentEncode(name), percentEncode(value)])
  encoded.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
  let query = ''
  for (const [name, value] of encoded) query += `${query ? '&' : ''}${name}=${value}`
  return query
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The parameters of a request as flat pairs: lists as `Name.1`, objects as `Name.Key`, both to any depth. `undefined`
 * and `null` are left out; an empty string is sent, an empty list cannot be.
 */
export function flatten(input: Record<string, unknown>): Pair[] {
  const pairs: Pair[] = []
  for (const name in input) add(pairs, name, input[name])
  return pairs
}

function add(pairs: Pair[], name: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) value.forEach((item, index) => add(pairs, `${name}.${index + 1}`, item))
  else if (typeof value === 'object')
    for (const [key, item] of Object.entries(value)) add(pairs, `${name}.${key}`, item)
  else pairs.push([name, String(value)])
}

/**
 * The input with every field that its schema says is `packed` put into that form; the rest as it was. To be called
 * before `flatten` and before a body becomes JSON.
 */
export function pack(schema: z.core.$ZodType, input: Record<string, unknown>): Record<string, unknown> {
  return packPart(schema, input) as Record<string, unknown> // a request is an object, and its schema is not packed
}

function packPart(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined || value === null) return value
  const { inner, packing } = unwrap(schema)
  if (packing === 'json') return typeof value === 'string' ? value : JSON.stringify(value)
  if (packing === 'comma') return Array.isArray(value) ? value.join(',') : value
  if (packing === 'columns') return Array.isArray(value) ? columnsOf(value) : value
  const shape = shapeOf(inner)
  if (shape && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, shape[name] ? packPart(shape[name], part) : part]),
    )
  const element = elementOf(inner)
  return element && Array.isArray(value) ? value.map((part) => packPart(element, part)) : value
}

/** A list of objects as an object of lists, so that what belongs together has the same number. */
function columnsOf(rows: readonly Record<string, unknown>[]): Record<string, unknown[]> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name])]))
}

export const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')
export const hmacSha256 = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
export const hmacSha256Hex = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest('hex')

/** `2026-01-02T03:04:05Z` */
export const isoSeconds = (time: Date) => `${time.toISOString().slice(0, 19)}Z`
/** `20260102T030405Z` */
export const basicIso = (time: Date) => isoSeconds(time).replace(/[-:]/g, '')

/** What a header scheme signs: path and query already encoded, header names in lower case. */
export interface Signable {
  method: string
  path: string
  query: string
  headers: Record<string, string>
  body: string
}

/** The canonical request that ACS3, JDCLOUD2 and AWS4 share, over exactly the headers named. */
export function canonicalRequest(request: Signable, signed: readonly string[], bodyHash: string): string {
  let headers = ''
  for (const name of signed) headers += `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`
  return `${request.method}\n${request.path}\n${request.query}\n${headers}\n${signed.join(';')}\n${bodyHash}`
}
