import type { z } from 'zod'
import { Problem } from '@/lib/model/problem'
import { ApiProblem, Misunderstood, Unreachable } from './problem'

type Query = Record<string, string | number | boolean | null | undefined>

interface Options<S extends z.ZodType> {
  schema: S
  query?: Query
  signal?: AbortSignal
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

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response
  const headers = new Headers({ accept: 'application/json' })
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
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem instanceof ApiProblem && problem.problem.code === 'not-signed-in') toSignIn()
  throw problem
}

async function parsed<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
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
  get: async <S extends z.ZodType>(path: string, { schema, query, signal }: Options<S>) =>
    parsed(await send('GET', address(path, query), undefined, signal), schema),
  post: async <S extends z.ZodType>(path: string, body: unknown, { schema, signal }: Options<S>) =>
    parsed(await send('POST', path, body, signal), schema),
  put: async <S extends z.ZodType>(path: string, body: unknown, { schema, signal }: Options<S>) =>
    parsed(await send('PUT', path, body, signal), schema),
  patch: async <S extends z.ZodType>(path: string, body: unknown, { schema, signal }: Options<S>) =>
    parsed(await send('PATCH', path, body, signal), schema),
  delete: async <S extends z.ZodType>(path: string, { schema, signal }: Options<S>) =>
    parsed(await send('DELETE', path, undefined, signal), schema),
}
