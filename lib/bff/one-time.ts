import { cookieIn, openCookie, sealCookie } from '@/lib/auth/cookie'
import { knownDevice, rememberDevice } from '@/lib/auth/known-device'
import type { Link } from '@/lib/auth/links'
import { personById } from '@/lib/auth/people'
import type { SessionMethod } from '@/lib/auth/sessions'
import { type Origin, startSession } from '@/lib/auth/sign-in'
import type { Transaction } from '@/lib/db/client'
import { problem } from './problem'
import type { RateLimit } from './rate-limit'

/** One source may try so many tokens; they have 256 bits, so this protects our time and not them. */
export const LINK_LIMIT: RateLimit = { name: 'links', max: 30, windowSeconds: 600 }

/** The link, or the problem that says why it does not work. */
export function working(link: Link | 'used' | 'expired'): Link {
  if (link === 'used') throw problem('link-used')
  if (link === 'expired') throw problem('link-expired')
  return link
}

/** Signs a person in who came by a link: the cookies for the answer. Part of the transaction that uses the link up. */
export async function signInByLink(
  tx: Transaction,
  userId: string,
  method: SessionMethod,
  request: Request,
  about: { address: string | null; requestId: string },
): Promise<Headers> {
  const cookie = cookieIn(request.headers.get('cookie'))
  const before = cookie ? await openCookie(cookie) : undefined
  const from: Origin = { ...about, userAgent: request.headers.get('user-agent') }
  const { sid, expiresAt } = await startSession(tx, userId, method, from, before)
  const headers = new Headers()
  headers.append('set-cookie', await sealCookie(sid, expiresAt))
  const email = (await personById(tx, userId))?.email.toLowerCase()
  const known = await knownDevice(request.headers.get('cookie'))
  if (email) headers.append('set-cookie', await rememberDevice(email, known))
  return headers
}
