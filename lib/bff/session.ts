import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { cookieIn, openCookie } from '@/lib/auth/cookie'
import { findSession, type LiveSession, touchSession } from '@/lib/auth/sessions'
import { newId } from '@/lib/db/id'
import { localPath, type Me, type Role } from '@/lib/model/access'
import type { Actor } from './actor'
import { addressOf } from './address'
import { PATH_HEADER } from './page-headers'
import { atLeast } from './permission'

/** Header with which a page says that nobody asked for this request (polling): it does not keep a session alive. */
export const BACKGROUND_HEADER = 'x-quarterdeck-background'

/** The session a request's cookie names, checked against the database; undefined without a live one. */
export async function sessionOf(requestHeaders: Headers): Promise<LiveSession | undefined> {
  const cookie = cookieIn(requestHeaders.get('cookie'))
  const sid = cookie && (await openCookie(cookie))
  const live = sid ? await findSession(sid) : undefined
  if (live && !isUnattended(requestHeaders)) await touchSession(live.session)
  return live
}

/** Polling, and event streams that browsers open again by themselves. */
const isUnattended = (headers: Headers) =>
  headers.has(BACKGROUND_HEADER) || headers.get('accept') === 'text/event-stream'

export const actorOf = ({ session, user }: LiveSession, address: string | null, requestId: string): Actor => ({
  kind: 'user',
  id: user.id,
  label: user.email,
  role: user.role,
  scope: user.scope,
  sessionId: session.id,
  address,
  requestId,
})

/** Who sends a request; undefined when nobody is signed in. For handlers that do not use `route()`. */
export async function currentActor(request: { headers: Headers }): Promise<Actor | undefined> {
  const live = await sessionOf(request.headers)
  return live && actorOf(live, addressOf(request.headers), newId())
}

export const meOf = ({ session, user }: LiveSession): Me => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  scope: user.scope,
  preferences: user.preferences,
  hasPassword: user.passwordHash !== null,
  sessionId: session.id,
})

/** The person signed in, for server components; asked once per rendering. Null when nobody is. */
export const currentSession = cache(async (): Promise<Me | null> => {
  const live = await sessionOf(await headers())
  return live ? meOf(live) : null
})

/**
 * The person signed in. Sends everybody else to sign in and back. Layouts do not run again when one moves between
 * pages: pages that show data of their own call this too.
 */
export async function requireSession(needed: Role = 'viewer'): Promise<Me> {
  const me = await currentSession()
  if (!me) {
    const path = localPath((await headers()).get(PATH_HEADER))
    redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
  }
  if (!atLeast(me.role, needed)) redirect('/')
  return me
}
