import { decode, encode } from 'next-auth/jwt'
import { newId } from '@/lib/db/id'
import { env } from '@/lib/env'
import { cookieIn, cookieName, isSecure } from './cookie'

/** A browser in which an account has signed in with its password. It gives no rights: only tries of its own. */
export interface KnownDevice {
  id: string
  /** Lower case. */
  email: string
}

const DAYS = 180
/** Makes the envelope's key another one than the session's: neither cookie opens as the other. */
const SALT = 'known-device'

const deviceCookie = () => cookieName().replace(/session$/, 'device')

/** The account that has signed in with the browser of this Cookie header; undefined when none has, or long ago. */
export async function knownDevice(cookies: string | null): Promise<KnownDevice | undefined> {
  const value = cookieIn(cookies, deviceCookie())
  if (!value || value.length > 2_000) return undefined
  try {
    const token = await decode({ token: value, secret: env().nextauthSecret, salt: SALT })
    const { device, email } = token ?? {}
    return typeof device === 'string' && typeof email === 'string' ? { id: device, email } : undefined
  } catch {
    // Not sealed with our secret, damaged or too old: a browser like any other.
    return undefined
  }
}

/** A Set-Cookie value that makes the browser known to this account; one that is known already keeps its id. */
export async function rememberDevice(email: string, before: KnownDevice | undefined): Promise<string> {
  const device = before?.email === email ? before.id : newId()
  const maxAge = DAYS * 86_400
  const value = await encode({ token: { device, email }, secret: env().nextauthSecret, salt: SALT, maxAge })
  const secure = isSecure() ? ['Secure'] : []
  return [`${deviceCookie()}=${value}`, 'Path=/', `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Lax', ...secure].join('; ')
}
