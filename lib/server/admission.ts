import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** What admission needs to know of the deployment. */
export interface Front {
  /** Public origin. */
  url: string
  /** Port the server listens on. */
  port: number
  /** A proxy in front is trusted to set X-Forwarded-For, -Proto and -Host. */
  trustProxy: boolean
}

export type Admission =
  | { admitted: true }
  | { admitted: false; status: 400 | 405 | 411 | 413 | 421; code: string; headers?: Record<string, string> }
  | { admitted: false; status: 308; location: string }

/** A body of any route; routes may allow less. */
export const MAX_BODY_BYTES = 256 * 1024

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Headers that reach the framework. All others are dropped: Next takes its own internal ones (x-middleware-*,
 * next-resume, next-action, x-matched-path, x-nextjs-*, a nonce in content-security-policy, ...) from whoever sends
 * them, and each of these was somebody's way around a check once. An allow-list needs no update for the next one.
 */
const PASSED = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'host',
  'idempotency-key',
  'if-modified-since',
  'if-none-match',
  'last-event-id',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'origin',
  'pragma',
  'range',
  'referer',
  'rsc',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'user-agent',
  'x-quarterdeck-background',
])

/** Whether a host that we listen on is reached from this machine only. */
export const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** Decides about a request before the framework sees it, and rewrites its headers to what we vouch for. */
export function admit(request: IncomingMessage, front: Front): Admission {
  const { headers, method = '' } = request
  const path = request.url ?? ''
  if (!METHODS.includes(method))
    return { admitted: false, status: 405, code: 'method-not-allowed', headers: { allow: METHODS.join(', ') } }
  const isApi = path === '/api' || path.startsWith('/api/')
  if (!isApi && method !== 'GET' && method !== 'HEAD')
    return { admitted: false, status: 405, code: 'method-not-allowed', headers: { allow: 'GET, HEAD' } }
  // A path such as //host or a whole address would make some code read a host out of it.
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\'))
    return { admitted: false, status: 400, code: 'bad-input' }
  const body = bodyProblem(headers, method)
  if (body) return body
  const origin = originProblem(request, front, isApi)
  if (origin) return origin
  rewrite(request, front)
  return { admitted: true }
}

function bodyProblem(headers: IncomingHttpHeaders, method: string): Admission | undefined {
  const length = headers['content-length']
  // Without a length a body could only be counted after it was taken in.
  if (headers['transfer-encoding']) return { admitted: false, status: 411, code: 'bad-input' }
  if (length === undefined) return undefined
  if (Number(length) > MAX_BODY_BYTES) return { admitted: false, status: 413, code: 'body-too-large' }
  if ((method === 'GET' || method === 'HEAD') && Number(length) > 0)
    return { admitted: false, status: 400, code: 'bad-input' }
  return undefined
}

/** One fixed origin: another Host is a rebinding attack, a mis-set proxy, or somebody who typed localhost. */
function originProblem(request: IncomingMessage, front: Front, isApi: boolean): Admission | undefined {
  const { headers } = request
  const own = new URL(front.url)
  const given = (front.trustProxy && lastOf(headers['x-forwarded-host'])) || headers.host || ''
  const here = LOOPBACK_NAMES.map((name) => `${name}:${front.port}`)
  if (given.toLowerCase() !== own.host) {
    if (!here.includes(given.toLowerCase())) return { admitted: false, status: 421, code: 'bad-input' }
    const local = isLoopback(own.hostname.replace(/^\[|\]$/g, ''))
    // Cookies and the origin check belong to one name; a person who typed another is taken there.
    if (local && !isApi && request.headers['sec-fetch-mode'] === 'navigate')
      return { admitted: false, status: 308, location: `${front.url}${request.url}` }
  }
  if (own.protocol === 'https:' && front.trustProxy && !here.includes(given.toLowerCase())) {
    if (lastOf(headers['x-forwarded-proto']) !== 'https') return { admitted: false, status: 421, code: 'bad-input' }
  }
  return undefined
}

function rewrite(request: IncomingMessage, front: Front): void {
  const { headers } = request
  const forwarded = front.trustProxy ? lastOf(headers['x-forwarded-for']) : undefined
  const address = forwarded ?? request.socket.remoteAddress ?? ''
  // A prefetch of the router says `rsc` as well; alone it is somebody trying the ways around a proxy.
  const routers = headers.rsc !== undefined
  for (const name of Object.keys(headers)) {
    if (!PASSED.has(name) || (!routers && name.startsWith('next-router-'))) delete headers[name]
  }
  const own = new URL(front.url)
  headers.host = own.host
  headers['x-forwarded-host'] = own.host
  headers['x-forwarded-proto'] = own.protocol.slice(0, -1)
  headers['x-forwarded-for'] = address.replace(/^::ffff:(?=\d)/, '')
}

/** The entry that the nearest proxy wrote; those before it come from the client. */
function lastOf(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value.join(',') : value
  return text?.split(',').at(-1)?.trim() || undefined
}
