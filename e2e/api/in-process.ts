import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eq } from 'drizzle-orm'
import { cookieName, sealCookie } from '@/lib/auth/cookie'
import { createSession } from '@/lib/auth/sessions'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { users } from '@/lib/db/schema'
import { env } from '@/lib/env'
import type { Role, Scope } from '@/lib/model/access'
import { passwordHash } from './password'

/**
 * Calls the route handlers of `app/api` in this process: Next's routing is a table of files, and no handler may rely
 * on anything in front of it (`proxy.ts` is no boundary).
 */

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]
type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>

export interface ApiRoute {
  /** As written in the tree: `/api/accounts/[id]`. */
  path: string
  handlers: Partial<Record<Method, Handler>>
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every route file under `app/api`, with what it exports. */
export async function apiRoutes(): Promise<ApiRoute[]> {
  const files = readdirSync(join(ROOT, 'app/api'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/|\\)route\.tsx?$/.test(file))
    .sort()
  return Promise.all(
    files.map(async (file) => {
      const full = join(ROOT, 'app/api', file)
      const handlers: Partial<Record<Method, Handler>> = await import(full)
      return { path: `/${relative(join(ROOT, 'app'), join(full, '..')).split(sep).join('/')}`, handlers }
    }),
  )
}

/** The path with its parameters filled in, and these parameters as Next hands them over. */
export function fill(path: string, values: Record<string, string>) {
  const params: Record<string, string | string[]> = {}
  const url = path.replace(/\[(\.\.\.)?([^\]]+)\]/g, (_, rest: string | undefined, name: string) => {
    const value = values[name] ?? 'none'
    params[name] = rest ? value.split('/') : value
    return rest ? value : encodeURIComponent(value)
  })
  return { url, params }
}

export interface Sent {
  values?: Record<string, string>
  /** With its question mark. */
  query?: string
  body?: unknown
  /** Sent as it stands, in place of `body`. */
  raw?: { type: string; text: string }
  cookie?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends one request to a handler, as a page of ours would. */
export async function send(route: ApiRoute, method: Method, sent: Sent = {}): Promise<Response> {
  const handler = route.handlers[method]
  if (!handler) throw new Error(`${route.path} has no ${method}`)
  const { url, params } = fill(route.path, sent.values ?? {})
  const headers = new Headers({ 'sec-fetch-site': 'same-origin', origin: env().url, ...sent.headers })
  if (sent.cookie) headers.set('cookie', sent.cookie)
  const json = sent.body === undefined ? undefined : { type: 'application/json', text: JSON.stringify(sent.body) }
  const content = sent.raw ?? json
  if (content) headers.set('content-type', content.type)
  const body = content?.text
  const request = new Request(`${env().url}${url}${sent.query ?? ''}`, { method, headers, body, signal: sent.signal })
  return handler(request, { params: Promise.resolve(params) })
}

/** A person with a session. */
export async function person(
  role: Role,
  scope: Scope = { kind: 'all' },
  { disabled = false }: { disabled?: boolean } = {},
): Promise<{ id: string; email: string; cookie: string; sessionId: string }> {
  const id = newId()
  const email = `${role}-${id}@example.com`
  const preferences = { locale: null, theme: 'system', timezone: 'local' } as const
  await db()
    .insert(users)
    .values({ id, email, name: `Test ${role}`, role, scope, preferences, passwordHash })
  const session = await createSession(db(), { userId: id, method: 'password', address: null, userAgent: null })
  if (disabled) await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id))
  const sealed = await sealCookie(session.sid, session.expiresAt)
  const cookie = sealed.slice(0, sealed.indexOf(';'))
  if (!cookie.startsWith(cookieName())) throw new Error('The session cookie has another name than its reader expects')
  return { id, email, cookie, sessionId: session.id }
}
