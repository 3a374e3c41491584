import type { Schema } from './check'
import { noteBuild } from './newer-build'
import { ApiProblem, Misunderstood, Unreachable } from './problem'

type Query = Record<string, string | number | boolean | null | undefined>

interface Options<T> {
  schema: Schema<T>
  query?: Query
  signal?: AbortSignal
  headers?: Record<string, string>
}

/** `/api/x?a=1`, leaving out what is empty. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size ? `${path}?${search}` : path
}

/** Sends the browser to the sign-in page, which brings the person back to where they were. */
export function toSignIn() {
  if (location.pathname === '/sign-in') return
  const from = `${location.pathname}${location.search}`
  location.assign(from === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`)
}

async function problemOf(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => undefined)
  // Loaded when something fails: the schema library would be a seventh of the list page.
  const { Problem } = await import('@/lib/model/problem')
  const parsed = Problem.safeParse(body && typeof body === 'object' && 'error' in body ? body.error : undefined)
  if (parsed.success) return new ApiProblem(parsed.data)
  return new Unreachable(`HTTP ${response.status}`)
}

const ATTENDED_MS = 60_000
let lastInput = typeof performance === 'undefined' ? 0 : performance.now()
if (typeof document !== 'undefined') {
  for (const kind of ['pointerdown', 'keydown', 'wheel'] as const) {
    document.addEventListener(kind, () => (lastInput = performance.now()), { capture: true, passive: true })
  }
}

/** Reading by itself does not keep a session alive: a page left open ends like a closed one. */
const unattended = () => performance.now() - lastInput > ATTENDED_MS

/** Sends a request and answers a response that is fine; throws as `api` does. */
export async function send(
  method: string,
  path: string,
  body: unknown,
  signal?: AbortSignal,
  more?: Record<string, string>,
): Promise<Response> {
  let response: Response
  const headers = new Headers({ accept: 'application/json', ...more })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (method === 'GET' && unattended()) headers.set('x-quarterdeck-background', '1')
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      cache: 'no-store',
      credentials: 'same-origin',
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new Unreachable('no answer', { cause })
  }
  noteBuild(response)
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem instanceof ApiProblem && problem.problem.code === 'not-signed-in') toSignIn()
  throw problem
}

/** The body of a response, parsed. Throws `Misunderstood`. */
export async function parsed<T>(response: Response, schema: Schema<T>): Promise<T> {
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  const result = schema.safeParse(body)
  if (!result.success) throw new Misunderstood(result.error.message)
  return result.data
}

/**
 * Calls of our own API. Answers are parsed with the schema given, never cast.
 * Throws `ApiProblem` when the console refused, `Unreachable` without an answer, `Misunderstood` when it does not parse.
 */
export const api = {
  get: async <T>(path: string, { schema, query, signal }: Options<T>) =>
    parsed(await send('GET', address(path, query), undefined, signal), schema),
  post: async <T>(path: string, body: unknown, { schema, signal, headers }: Options<T>) =>
    parsed(await send('POST', path, body, signal, headers), schema),
  put: async <T>(path: string, body: unknown, { schema, signal }: Options<T>) =>
    parsed(await send('PUT', path, body, signal), schema),
  patch: async <T>(path: string, body: unknown, { schema, signal }: Options<T>) =>
    parsed(await send('PATCH', path, body, signal), schema),
  delete: async <T>(path: string, { schema, signal }: Options<T>) =>
    parsed(await send('DELETE', path, undefined, signal), schema),
}
