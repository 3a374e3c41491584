import 'server-only'
import type { Account, AuthOptions, Profile, User } from 'next-auth'
import type { Provider } from 'next-auth/providers/index'
import { appendAudit } from '@/lib/audit/append'
import { logError } from '@/lib/bff/log'
import { db } from '@/lib/db/client'
import { env } from '@/lib/env'
import { cookieName, cookieOptions, isSecure } from './cookie'
import { personOfIdentity } from './oidc'
import { personById } from './people'
import { endSession } from './sessions'
import { checkPassword, type Origin, startSession } from './sign-in'

/** The longest that settings allow; the session's own limits are in the database. */
const ENVELOPE_SECONDS = 24 * 3_600

/**
 * next-auth's settings for one request. Its token is only the envelope of our session id: nothing in it is believed
 * without asking the database.
 * @param before secret session id that the request brought
 * @param accepted hears the address of whoever gave the right password
 */
export function authOptions(from: Origin, before: string | undefined, accepted: (email: string) => void): AuthOptions {
  // next-auth knows no other way to learn its own address; without it, it would believe the Host header.
  process.env.NEXTAUTH_URL = env().url
  return {
    secret: env().nextauthSecret,
    useSecureCookies: isSecure(),
    providers: [passwords(from, accepted), ...(env().oidc ? [identityProvider()] : [])],
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    session: { strategy: 'jwt', maxAge: ENVELOPE_SECONDS },
    jwt: { maxAge: ENVELOPE_SECONDS },
    cookies: cookies(),
    logger: {
      // The metadata of next-auth's messages can hold tokens: only code and error are written.
      error: (code, metadata) => logError(metadata instanceof Error ? metadata : new Error(code), from.requestId),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      signIn: ({ user, account, profile }) => admit(user, account, profile, from),
      jwt: async ({ token, user, account }) => {
        if (!account || !user) return typeof token.sid === 'string' ? { sid: token.sid } : {}
        const method = account.provider === 'oidc' ? 'oidc' : 'password'
        const { sid } = await db().transaction((tx) => startSession(tx, user.id, method, from, before))
        return { sid }
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token.sid === 'string') await signOut(token.sid, from)
      },
    },
  }
}

function passwords(from: Origin, accepted: (email: string) => void): Provider {
  return {
    id: 'credentials',
    name: 'password',
    type: 'credentials',
    credentials: {},
    async authorize(credentials) {
      const { email, password } = Object(credentials)
      const result = await checkPassword(text(email, 254), text(password, 1_000), from).catch((error: unknown) => {
        logError(error, from.requestId)
        return { refused: 'unavailable' } as const
      })
      // next-auth hands the text of an error to the page.
      if ('refused' in result) throw new Error(result.refused)
      accepted(result.person.email.toLowerCase())
      return { id: result.person.id }
    },
  }
}

const text = (value: unknown, max: number) => (typeof value === 'string' ? value.slice(0, max) : '')

function identityProvider(): Provider {
  const { oidc } = env()
  if (!oidc) throw new Error('no identity provider is set')
  return {
    id: 'oidc',
    name: oidc.name,
    type: 'oauth',
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: {
      async request({ tokens, client }) {
        // Verified by now: signature, issuer, audience, nonce, times.
        const claims: Profile = JSON.parse(Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString())
        // Providers may keep the address out of the identity token; the subject of both must be the same (checked).
        if ('email' in claims) return claims
        const set = tokens as Parameters<typeof client.userinfo>[0] // typed as plain fields, but it is the client's own
        return { ...(await client.userinfo(set)), ...claims }
      },
    },
    // Replaced by our own id as soon as the person is found (`admit`).
    profile: (claims: { sub: string }) => ({ id: claims.sub }),
  }
}

/** Lets a person of the identity provider in, or says where to go with which error. */
async function admit(user: User, account: Account | null, profile: unknown, from: Origin): Promise<boolean | string> {
  if (account?.provider !== 'oidc') return true
  const { email, email_verified: verified, name } = Object(profile)
  try {
    const result = await personOfIdentity(
      {
        subject: account.providerAccountId,
        email: typeof email === 'string' ? email : null,
        emailVerified: verified === true,
        name: typeof name === 'string' ? name : null,
      },
      from,
    )
    if ('refused' in result) return `${env().url}/sign-in?error=${result.refused}`
    user.id = result.person.id
    return true
  } catch (error) {
    logError(error, from.requestId)
    return `${env().url}/sign-in?error=unavailable`
  }
}

async function signOut(sid: string, from: Origin): Promise<void> {
  await db().transaction(async (tx) => {
    const ended = await endSession(sid, tx)
    const person = ended && (await personById(tx, ended.userId))
    if (!ended || !person) return
    await appendAudit(tx, {
      actor: { kind: 'user', id: person.id, label: person.email },
      action: 'session.sign-out',
      target: ended.id,
      outcome: 'succeeded',
      address: from.address,
      requestId: from.requestId,
    })
  })
}

/** Names of our own for all of next-auth's cookies: on loopback the port is part of them, as for the session. */
function cookies(): AuthOptions['cookies'] {
  const session = cookieName()
  const of = (name: string, maxAge?: number) => ({
    name: session.replace(/session$/, name),
    options: { ...cookieOptions(), ...(maxAge ? { maxAge } : {}) },
  })
  return {
    sessionToken: { name: session, options: cookieOptions() },
    csrfToken: of('csrf'),
    callbackUrl: of('callback'),
    pkceCodeVerifier: of('pkce', 900),
    state: of('state', 900),
    nonce: of('nonce', 900),
  }
}
