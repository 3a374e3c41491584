import type { IncomingMessage } from 'node:http'
import { decodePairs, type Pair } from './encoding'

/** A request as it reached the emulator. Header names are lower case. */
export interface Incoming {
  method: string
  /** Raw path without query, still encoded. */
  path: string
  /** Decoded parameters of the query. */
  query: readonly Pair[]
  headers: Readonly<Record<string, string>>
  /** The body's bytes as received: signatures cover these. */
  body: Buffer
}

export const MAX_BODY_BYTES = 1_048_576

/** Thrown when a body is larger than any vendor call needs. */
export class BodyTooLarge extends Error {}

/** Builds a request from its parts: used by the server and, with recorded requests, by tests. */
export function incoming(
  method: string,
  url: string,
  headers: Iterable<readonly [string, string]>,
  body: Buffer | string = '',
): Incoming {
  const at = url.indexOf('?')
  const lower: Record<string, string> = {}
  for (const [name, value] of headers) lower[name.toLowerCase()] = value
  return {
    method: method.toUpperCase(),
    path: (at < 0 ? url : url.slice(0, at)) || '/',
    query: at < 0 ? [] : decodePairs(url.slice(at + 1)),
    headers: lower,
    body: typeof body === 'string' ? Buffer.from(body) : body,
  }
}

/** Reads a request to its end. Rejects with BodyTooLarge beyond 1 MiB. */
export async function receive(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  const headers: [string, string][] = []
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers.push([name, Array.isArray(value) ? value.join(', ') : value])
  return incoming(message.method ?? 'GET', message.url ?? '/', headers, Buffer.concat(chunks))
}

/** Parameters of a form body, or none when the body is something else. */
export function formOf(request: Incoming): Pair[] {
  const type = request.headers['content-type'] ?? ''
  if (request.body.length === 0 || !type.toLowerCase().startsWith('application/x-www-form-urlencoded')) return []
  return decodePairs(request.body.toString('utf8'))
}

/** The object in a JSON body, or undefined when there is none. */
export function jsonOf(request: Incoming): Record<string, unknown> | undefined {
  const type = request.headers['content-type'] ?? ''
  if (request.body.length === 0 || !type.toLowerCase().startsWith('application/json')) return undefined
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>) // an object, checked on this line
      : undefined
  } catch {
    return undefined
  }
}

/** The first value of a parameter, or undefined. */
export const valueOf = (pairs: readonly Pair[], name: string) => pairs.find(([n]) => n === name)?.[1]
