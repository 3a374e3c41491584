import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@/e2e/api/http'
import { CLIENT, type IdentityProvider, type Subject, startIdentityProvider, visit } from '@/e2e/api/identity-provider'
import { type Console, startConsole } from '@/e2e/api/server'
import { freePort } from '@/lib/cli/port'
import { db } from '@/lib/db/client'
import { audit, identities, sessions } from '@/lib/db/schema'
import { signInError } from '@/lib/model/access'

async function start(settings: Record<string, string> = {}) {
  const port = await freePort()
  const deck = await startConsole({
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: 'Company sign-in',
    ...settings,
  })
  const provider = await startIdentityProvider(port, `${deck.url}/api/auth/callback/oidc`)
  return { deck, provider, issuer: `http://127.0.0.1:${port}` }
}

/** Where next-auth sends the browser, before the identity provider was visited. */
async function begin(client: Client): Promise<string> {
  const { json } = await client.get('/api/auth/csrf')
  const answer = await client.form('/api/auth/signin/oidc', {
    csrfToken: json.csrfToken,
    json: 'true',
    callbackUrl: '/instances',
  })
  return answer.json.url
}

async function signInAs(deck: Console, provider: IdentityProvider, subject: Subject, client = deck.anybody()) {
  provider.subject = subject
  const back = await visit(await begin(client), deck.url)
  const { headers } = await client.get(back.slice(deck.url.length))
  const end = new URL(String(headers.location), deck.url)
  return { client, path: end.pathname, error: signInError(end.searchParams.get('error')) }
}

const verified = (name: string): Subject => ({
  sub: `sub-${name}`,
  email: `${name}@corp.example`,
  email_verified: true,
  name,
})
const scope = { kind: 'some', accounts: [], environments: ['staging'], teams: [] }

describe('single sign-on without a default role', () => {
  let deck: Console
  let provider: IdentityProvider
  let issuer: string
  beforeAll(async () => {
    const started = await start()
    deck = started.deck
    provider = started.provider
    issuer = started.issuer
  })
  afterAll(async () => {
    await provider.close()
    await deck.close()
  })
  const invite = async (email: string) =>
    (await (await deck.as('admin')).post('/api/users', { email, name: 'Invited', role: 'operator', scope })).json

  test('is offered by name', async () => {
    expect((await deck.anybody().get('/api/auth-options')).json.oidc).toEqual({ name: 'Company sign-in' })
  })

  test('asks with PKCE, state and nonce, and comes back to our own address', async () => {
    const url = new URL(await begin(deck.anybody()))
    expect(url.origin).toBe(issuer)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${deck.url}/api/auth/callback/oidc`,
      state: expect.stringMatching(/.{16,}/),
      nonce: expect.stringMatching(/.{16,}/),
    })
  })

  test('lets in whom an admin invited, with the role and scope of the invitation, and uses the link up', async () => {
    const { user, link } = await invite('ann@corp.example')
    const { client, path, error } = await signInAs(deck, provider, verified('ann'))
    expect([path, error]).toEqual(['/instances', null])
    expect((await client.get('/api/me')).json).toMatchObject({
      id: user.id,
      role: 'operator',
      scope,
      hasPassword: false,
    })
    const [identity] = await db().select().from(identities).where(eq(identities.userId, user.id))
    expect(identity).toMatchObject({ issuer, subject: 'sub-ann' })
    const [session] = await db().select().from(sessions).where(eq(sessions.userId, user.id))
    expect(session?.method).toBe('oidc')
    const taken = await deck.anybody().post('/api/invites/accept', {
      token: new URL(link).hash.slice(1),
      password: 'jute lamp ferry 91 oyster',
    })
    expect(taken.json.error.code).toBe('link-expired')
    // the second time it is the subject that counts, whatever the address has become
    const again = await signInAs(deck, provider, {
      sub: 'sub-ann',
      email: 'renamed@corp.example',
      email_verified: true,
    })
    expect((await again.client.get('/api/me')).json.id).toBe(user.id)
  })

  test('refuses whom nobody invited, and records it', async () => {
    const { client, path, error } = await signInAs(deck, provider, verified('stranger'))
    expect([path, error]).toEqual(['/sign-in', { code: 'not-invited' }])
    expect((await client.get('/api/me')).status).toBe(401)
    const entries = (await db().select().from(audit)).filter((entry) => entry.target === 'stranger@corp.example')
    expect(entries).toMatchObject([{ action: 'session.sign-in', outcome: 'denied' }])
  })

  test('refuses an invited address that the provider did not verify', async () => {
    await invite('bob@corp.example')
    const { error } = await signInAs(deck, provider, { ...verified('bob'), email_verified: false })
    expect(error).toEqual({ code: 'email-not-verified' })
  })

  test('does not open a local account that is in use, though the address is the same', async () => {
    const local = await deck.as('admin')
    const { error } = await signInAs(deck, provider, { sub: 'sub-thief', email: local.email, email_verified: true })
    expect(error).toEqual({ code: 'not-invited' })
  })

  test('refuses who is disabled', async () => {
    const { user } = await invite('eve@corp.example')
    await signInAs(deck, provider, verified('eve'))
    await (await deck.as('admin')).patch(`/api/users/${user.id}`, { disabled: true })
    expect((await signInAs(deck, provider, verified('eve'))).error).toEqual({ code: 'disabled' })
  })

  test('refuses an answer that another browser asked for', async () => {
    await invite('dan@corp.example')
    provider.subject = verified('dan')
    const back = await visit(await begin(deck.anybody()), deck.url)
    const victim = deck.anybody()
    await begin(victim)
    const { headers } = await victim.get(back.slice(deck.url.length))
    expect(String(headers.location)).toContain('error=')
    expect((await victim.get('/api/me')).status).toBe(401)
    expect(deck.log()).not.toContain(CLIENT.secret)
  })
})

describe('single sign-on with a default role', () => {
  test('makes a person of everybody whose address the provider verified', async () => {
    const { deck, provider } = await start({ OIDC_DEFAULT_ROLE: 'viewer' })
    try {
      const { client } = await signInAs(deck, provider, verified('new'))
      expect((await client.get('/api/me')).json).toMatchObject({
        email: 'new@corp.example',
        name: 'new',
        role: 'viewer',
      })
      expect((await signInAs(deck, provider, { sub: 'no-mail' })).error).toEqual({ code: 'email-not-verified' })
    } finally {
      await provider.close()
      await deck.close()
    }
  })
})
