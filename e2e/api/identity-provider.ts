import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'
import { Client } from './http'

export interface Subject {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

export interface IdentityProvider {
  /** Who is at the keyboard: signs in at once and agrees to everything. */
  subject: Subject
  close(): Promise<void>
}

export const CLIENT = { id: 'quarterdeck', secret: 'a secret shared with the identity provider' }

/** A real OpenID Connect server on a port of this machine; it is its own login page. */
export async function startIdentityProvider(port: number, redirectUri: string): Promise<IdentityProvider> {
  const state = { subject: { sub: 'nobody' } as Subject }
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...state.subject, sub }) }),
    pkce: { required: () => true },
    cookies: { keys: ['only for this test'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  })
  const callback = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response)
    interact().catch((error: unknown) => response.writeHead(500).end(String(error)))

    async function interact() {
      const { prompt, params, session } = await provider.interactionDetails(request, response)
      if (prompt.name === 'login') {
        return provider.interactionFinished(request, response, { login: { accountId: state.subject.sub } })
      }
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id })
      grant.addOIDCScope('openid email profile')
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
    }
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return Object.assign(state, { close: () => closed(server) })
}

const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.closeAllConnections()
    server.close(() => done())
  })

/** Goes through the identity provider's pages like a browser; the address at which it sends one back. */
export async function visit(start: string, back: string): Promise<string> {
  const browser = new Client(new URL(start).origin)
  for (let address = start, steps = 0; steps < 10; steps++) {
    const url = new URL(address)
    const answer = await browser.get(`${url.pathname}${url.search}`)
    const location = answer.headers.location
    if (!location) throw new Error(`The identity provider answered ${answer.status}: ${answer.text.slice(0, 500)}`)
    address = new URL(location, url).href
    if (address.startsWith(back)) return address
  }
  throw new Error('The identity provider sends in circles')
}
