import 'server-only'
import type { ZodType } from 'zod'
import { sealCookie } from '@/lib/auth/cookie'
import { type LiveSession, renewSession } from '@/lib/auth/sessions'
import { newId } from '@/lib/db/id'
import { env } from '@/lib/env'
import type { Role } from '@/lib/model/access'
import { BUILD_HEADER, BUILD_ID } from '@/lib/model/build'
import { type Actor, anonymous } from './actor'
import { addressOf } from './address'
import { readJson } from './body'
import { isOwnPage } from './csrf'
import { logError } from './log'
import { parse } from './parse'
import { atLeast } from './permission'
import { type ProblemError, problem, problemResponse, toProblem } from './problem'
import { type RateLimit, rateLimit } from './rate-limit'
import { recordRefusal } from './refusal'
import { actorOf, sessionOf } from './session'

export type { Actor } from './actor'

export interface RouteSpec<P, Q, B> {
  /** The least role that may call it; `public` needs no sign-in, and its actor has no rights. */
  access: 'public' | Role
  params?: ZodType<P>
  query?: ZodType<Q>
  body?: ZodType<B>
  /** For public routes: how many requests one source may send. */
  limit?: RateLimit
}

export interface RouteContext<P, Q, B> {
  request: Request
  params: P
  query: Q
  body: B
  actor: Actor
  /** Ours, never the client's: in the answer's x-request-id, in problems and in the audit log. */
  requestId: string
  /** Aborted when the browser goes away. */
  signal: AbortSignal
}

export type NextRouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>

/**
 * A route handler: admits the request (own page, session, role), parses what it brings, calls `handler`, and turns
 * its object into JSON or its error into the error envelope. Nothing it answers may be cached.
 */
export function route<P = undefined, Q = undefined, B = undefined>(
  spec: RouteSpec<P, Q, B>,
  handler: (context: RouteContext<P, Q, B>) => Promise<Response | object>,
): NextRouteHandler {
  return async (request, context) => {
    const requestId = newId()
    let caller: Caller = { actor: anonymous(addressOf(request.headers), requestId) }
    try {
      caller = await identify(request, requestId)
      admit(spec.access, request, caller.live)
      if (spec.limit) await rateLimit(spec.limit, caller.actor.address)
      const { actor } = caller
      const input = await read(spec, request, context)
      const answer = await handler({ ...input, request, actor, requestId, signal: request.signal })
      return named(await finish(answer instanceof Response ? answer : Response.json(answer), requestId, caller.live))
    } catch (error) {
      return named(await refuse(toProblem(error), request, requestId, caller.actor))
    }
  }
}

/** With the build that answers. Only answers made here come in, whose headers can be written. */
function named(response: Response): Response {
  if (BUILD_ID) response.headers.set(BUILD_HEADER, BUILD_ID)
  return response
}

interface Caller {
  actor: Actor
  live?: LiveSession
}

async function identify(request: Request, requestId: string): Promise<Caller> {
  const address = addressOf(request.headers)
  const live = await sessionOf(request.headers)
  return live ? { actor: actorOf(live, address, requestId), live } : { actor: anonymous(address, requestId) }
}

function admit(access: 'public' | Role, request: Request, live: LiveSession | undefined): void {
  if (!isOwnPage(request, new URL(env().url).origin)) throw problem('forbidden-origin')
  if (access === 'public') return
  if (!live) throw problem('not-signed-in')
  if (!atLeast(live.user.role, access)) throw problem('forbidden-role', { params: { needed: access } })
}

async function read<P, Q, B>(
  spec: RouteSpec<P, Q, B>,
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
): Promise<{ params: P; query: Q; body: B }> {
  // An address that cannot name anything is answered like one that names nothing.
  const params = spec.params && parse(spec.params, await context.params, 'not-found')
  const query = spec.query && parse(spec.query, queryOf(request.url), 'bad-query')
  const body = spec.body && parse(spec.body, await readJson(request), 'bad-input')
  return { params, query, body } as { params: P; query: Q; body: B } // undefined only where the type parameter is
}

/** Query parameters; one given more than once is a list, which a schema of a single value refuses. */
function queryOf(url: string): Record<string, string | string[]> {
  const query = new Map<string, string | string[]>()
  for (const [name, value] of new URL(url).searchParams) {
    const before = query.get(name)
    query.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(query)
}

async function finish(response: Response, requestId: string, live: LiveSession | undefined): Promise<Response> {
  const headers = new Headers(response.headers)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  headers.set('x-request-id', requestId)
  if (live?.session.renew) {
    const sid = await renewSession(live.session)
    if (sid) headers.append('set-cookie', await sealCookie(sid, live.session.expiresAt))
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

async function refuse(error: ProblemError, request: Request, requestId: string, actor: Actor): Promise<Response> {
  // What a cloud or the database did is told in the answer; only what nobody foresaw is for the log.
  if (error.code === 'internal') logError(error.extra.cause ?? error, requestId)
  await recordRefusal(error, request, actor)
  return problemResponse(error, requestId)
}
