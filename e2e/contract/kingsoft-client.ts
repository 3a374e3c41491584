import { createHash, createHmac } from 'node:crypto'

/**
 * No Kingsoft client is published on npm: these two are written from the manual's Python demo and from the rules of
 * AWS Signature 4, apart from the console's signers and from the emulator's verification.
 */
export type Params = Record<string, string>
export interface Row {
  cacheId: string
  az?: string
}
export interface Body {
  Data?: { list: Row[]; total: number } & Record<string, unknown>
  data?: { list: Row[]; total: number }
  AvailabilityZoneSet?: { Region: string; AvailabilityZone: string }[]
  Error?: { Code: string }
}
export interface Ask {
  /** `http://127.0.0.1:4010` */
  url: string
  service: 'kcs' | 'memcached'
  region: string
  action: string
  version: string
  params?: Params
  /** GET unless told. */
  method?: string
  id?: string
  secret?: string
  signal?: AbortSignal
  /** Changes the URL after it was signed. */
  alter?: (url: string) => string
}

const quote = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The demo: sorted pairs, HMAC-SHA256 in hex, everything in the URL, a trailing `&`. */
export async function byQuery(ask: Ask): Promise<{ status: number; body: Body }> {
  const params: Params = {
    Accesskey: ask.id ?? 'testid',
    Service: ask.service,
    Action: ask.action,
    Version: ask.version,
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    SignatureVersion: '1.0',
    SignatureMethod: 'HMAC-SHA256',
    Region: ask.region,
    ...ask.params,
  }
  const canonical = Object.keys(params)
    .sort()
    .map((name) => `${quote(name)}=${quote(params[name] ?? '')}`)
    .join('&')
  const signature = createHmac('sha256', ask.secret ?? 'testsecret')
    .update(canonical)
    .digest('hex')
  const sent = Object.entries({ ...params, Signature: signature }).map(([n, v]) => `${quote(n)}=${quote(v)}&`)
  const url = `${ask.url}/?${sent.join('')}`
  const { method, signal } = ask
  const answer = await fetch(ask.alter?.(url) ?? url, { method, headers: { accept: 'application/json' }, signal })
  return { status: answer.status, body: await answer.json() }
}

/** AWS Signature 4, signing host and x-amz-date. */
export async function byAws4(ask: Ask): Promise<{ status: number; body: Body }> {
  const params: Params = { Action: ask.action, Version: ask.version, ...ask.params }
  const query = Object.keys(params)
    .sort()
    .map((name) => `${quote(name)}=${quote(params[name] ?? '')}`)
    .join('&')
  const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const scope = `${date.slice(0, 8)}/${ask.region}/${ask.service}/aws4_request`
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const host = new URL(ask.url).host
  const canonical = `${ask.method ?? 'GET'}\n/\n${query}\nhost:${host}\nx-amz-date:${date}\n\nhost;x-amz-date\n${hash('')}`
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`
  const key = scope.split('/').reduce<string | Buffer>((k, part) => hmac(k, part), `AWS4${ask.secret ?? 'testsecret'}`)
  const authorization = `AWS4-HMAC-SHA256 Credential=${ask.id ?? 'testid'}/${scope}, SignedHeaders=host;x-amz-date, Signature=${hmac(key, text).toString('hex')}`
  const url = `${ask.url}/?${query}`
  const headers = { 'x-amz-date': date, authorization, accept: 'application/json' }
  const { method, signal } = ask
  const answer = await fetch(ask.alter?.(url) ?? url, { method, headers, signal })
  return { status: answer.status, body: await answer.json() }
}
