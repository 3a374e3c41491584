import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/env'

/**
 * Name of the session cookie: `__Host-` binds it to this host and to https. On plain http, which is for loopback
 * only, the port is part of the name, because cookies of all ports of a host are one.
 */
export function cookieName(url = env().url): string {
  const { protocol, port } = new URL(url)
  return protocol === 'https:' ? '__Host-quarterdeck-session' : `quarterdeck-${port || '80'}-session`
}

export const isSecure = (url = env().url) => url.startsWith('https:')

/** What next-auth must know of the cookie. */
export const cookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure() })

/** The secret session id that a cookie's envelope holds; undefined when it was not sealed by us or is too old. */
export async function openCookie(value: string): Promise<string | undefined> {
  // the envelope of a session id is some 250 characters: what is much longer is not worth opening
  if (value.length > 2_000) return undefined
  try {
    const token = await decode({ token: value, secret: env().nextauthSecret })
    return typeof token?.sid === 'string' ? token.sid : undefined
  } catch {
    // Not sealed with our secret, damaged, or past its own end: no session.
    return undefined
  }
}

/** A Set-Cookie value that carries a session id until `expiresAt`. */
export async function sealCookie(sid: string, expiresAt: Date): Promise<string> {
  const maxAge = Math.max(1, Math.floor((expiresAt.getTime() - Date.now()) / 1000))
  const value = await encode({ token: { sid }, secret: env().nextauthSecret, maxAge })
  return [
    `${cookieName()}=${value}`,
    'Path=/',
    `Expires=${expiresAt.toUTCString()}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure() ? ['Secure'] : []),
  ].join('; ')
}

/** A Set-Cookie value that makes the browser forget the session. */
export const clearCookie = () =>
  [`${cookieName()}=`, 'Path=/', 'Max-Age=0', 'HttpOnly', 'SameSite=Lax', ...(isSecure() ? ['Secure'] : [])].join('; ')

/** The value of the session cookie in a Cookie header. */
export function cookieIn(header: string | null, name = cookieName()): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}
