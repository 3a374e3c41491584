import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON; undefined when it is none. */
  json: any // tests read what they expect of it, and fail where it is not there
}

export interface Ask {
  headers?: Record<string, string>
  /** Sent as JSON; a string goes as it is. */
  body?: unknown
  /** Fetch Metadata and Origin of a page of ours, which is the default for what is not a GET. */
  ownPage?: boolean
}

/** A browser as far as HTTP goes: keeps cookies of one console, and sends what it is told without normalising it. */
export class Client {
  readonly cookies = new Map<string, string>()

  constructor(
    readonly origin: string,
    cookie?: string,
  ) {
    if (cookie) this.keep([cookie])
  }

  get = (path: string, ask: Ask = {}) => this.send('GET', path, ask)
  post = (path: string, body: unknown = {}, ask: Ask = {}) => this.send('POST', path, { ...ask, body })
  put = (path: string, body: unknown, ask: Ask = {}) => this.send('PUT', path, { ...ask, body })
  patch = (path: string, body: unknown, ask: Ask = {}) => this.send('PATCH', path, { ...ask, body })
  delete = (path: string, ask: Ask = {}) => this.send('DELETE', path, ask)

  async send(
    method: string,
    path: string,
    { headers = {}, body, ownPage = method !== 'GET' }: Ask = {},
  ): Promise<Answer> {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const { hostname, port, host } = new URL(this.origin)
    const all: Record<string, string> = {
      host,
      ...(ownPage ? { origin: this.origin, 'sec-fetch-site': 'same-origin' } : {}),
      ...(this.cookies.size > 0
        ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        : {}),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    }
    // A value of '' means: without this header.
    for (const [name, value] of Object.entries(all)) if (value === '') delete all[name]
    if (payload !== undefined) all['content-length'] = String(Buffer.byteLength(payload))
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ hostname, port, method, path, headers: all, agent: false }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          this.keep(response.headers['set-cookie'] ?? [])
          const text = Buffer.concat(parts).toString()
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: jsonOf(text) })
        })
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }

  /** Signs in with a password, as the page does. Gives next-auth's answer. */
  async signIn(email: string, password: string): Promise<Answer> {
    const { json } = await this.get('/api/auth/csrf')
    return this.form('/api/auth/callback/credentials', { csrfToken: json.csrfToken, email, password, json: 'true' })
  }

  form(path: string, fields: Record<string, string>, ask: Ask = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...ask.headers }
    return this.send('POST', path, { ...ask, headers, body: new URLSearchParams(fields).toString() })
  }

  /** Opens an event stream: what came so far, and when it ended. */
  stream(path: string): Promise<{ text(): string; ended: Promise<void> }> {
    const { hostname, port, host } = new URL(this.origin)
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise((resolve, reject) => {
      const headers = { host, cookie, accept: 'text/event-stream' }
      const sent = httpRequest({ hostname, port, path, headers, agent: false }, (response) => {
        let text = ''
        response.on('data', (part) => {
          text += part
          resolve({ text: () => text, ended })
        })
        const ended = new Promise<void>((done) => response.on('close', done))
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(pair.indexOf('=') + 1)
      if (value === '' || attributes.some((each) => /^\s*max-age=0$/i.test(each))) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends bytes as they are and gives all that comes back, for requests that no client would make. */
export function raw(origin: string, bytes: string, timeoutMs = 5_000): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let text = ''
    socket.setTimeout(timeoutMs, () => socket.destroy())
    socket.on('data', (part) => (text += part.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
}
