import { isUtf8 } from 'node:buffer'
import { type Dispatcher, Pool } from 'undici'
import type { WireRequest, WireResponse } from '@/lib/providers/contract'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'
import { lookupPublic, PrivateAddress } from './address'

export interface Timeouts {
  /** Until the first byte of the answer. */
  headersMs: number
  /** Between two pieces of the body. */
  bodyMs: number
  /** For everything, waiting for a connection included. */
  totalMs: number
}
export const TIMEOUTS: Timeouts = { headersMs: 15_000, bodyMs: 10_000, totalMs: 30_000 }
const CONNECT_MS = 5_000
/** A list page is about 100 KB: more than this is no answer of a cloud. */
export const MAX_BYTES = 8 * 1024 * 1024

export interface SendOptions {
  /** `service/operation`, for errors. */
  operation: string
  /** Hosts that this request may go to. */
  allowsHost: (host: string) => boolean
  /** Origin that gets all traffic in the clouds' place; the real `Host` stays in the request. */
  gateway?: string
  timeouts?: Partial<Timeouts>
  signal?: AbortSignal
  maxBytes?: number
}

const pools = new Map<string, Pool>()

function poolOf(origin: string, isGateway: boolean): Pool {
  let pool = pools.get(origin)
  if (!pool) {
    pool = new Pool(origin, {
      connections: 128,
      // One request at a time on a connection, so that none is queued again because another one broke it.
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: 10_000,
      connect: isGateway ? { timeout: CONNECT_MS } : { timeout: CONNECT_MS, lookup: lookupPublic },
    })
    pools.set(origin, pool)
  }
  return pool
}

/** Ends all connections; for shutdown and tests. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()]
  pools.clear()
  await Promise.all(open.map((pool) => pool.destroy()))
}

/**
 * Sends a signed request once. Resolves with any HTTP answer, redirects included, which are not followed. Rejects with
 * a `ProviderError` whose `sent` is false only when no byte left; to know that, undici is asked on the level below
 * `Pool.request`. (Never `fetch`: it replaces a `Host` of ours in silence.)
 */
export function send(request: WireRequest, options: SendOptions): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const { signal } = options
    const fail = (kind: ProviderErrorKind, sent: boolean, cause?: unknown) =>
      reject(new ProviderError({ kind, operation: options.operation, sent, cause }))
    const host = request.headers.host ?? ''
    if (request.origin !== `https://${host}` || !options.allowsHost(host)) return fail('not-allowed-host', false)
    if (signal?.aborted) return fail('cancelled', false)

    const timeouts = { ...TIMEOUTS, ...options.timeouts }
    const exchange = new Exchange(options.maxBytes ?? MAX_BYTES, (result) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      if ('response' in result) resolve(result.response)
      else fail(result.kind, result.sent, result.cause)
    })
    const cancel = () => exchange.stop('cancelled')
    const timer = setTimeout(() => exchange.stop('timeout'), timeouts.totalMs)
    signal?.addEventListener('abort', cancel, { once: true })

    const target = options.gateway ?? request.origin
    poolOf(target, options.gateway !== undefined).dispatch(
      {
        origin: target,
        // Not narrowed to undici's union by our wire contract; rows declare only methods that it has.
        method: request.method as Dispatcher.HttpMethod,
        path: request.path,
        headers: request.headers,
        body: request.body ?? null,
        headersTimeout: timeouts.headersMs,
        bodyTimeout: timeouts.bodyMs,
        // Of the place we connect to: undici would take the Host's, and a gateway has another certificate.
        ...(options.gateway?.startsWith('https:') ? { servername: new URL(options.gateway).hostname } : {}),
      },
      exchange,
    )
  })
}

type Result = { response: WireResponse } | { kind: ProviderErrorKind; sent: boolean; cause?: unknown }

/** One request and its answer, as undici's dispatcher reports them. */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined
  private status = 0
  private headers: WireResponse['headers'] = {}
  private readonly chunks: Buffer[] = []
  private size = 0
  private over = false

  constructor(
    private readonly maxBytes: number,
    private readonly done: (result: Result) => void,
  ) {}

  /** Ends it from outside. Before a connection was there nothing was sent, and nothing will be. */
  stop(kind: ProviderErrorKind, cause?: unknown): void {
    this.finish({ kind, sent: this.controller !== undefined, cause })
    this.controller?.abort(new Error(kind))
  }

  private finish(result: Result): void {
    if (this.over) return
    this.over = true
    this.done(result)
  }

  /** Called when the request is about to be written to a connected socket. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) return controller.abort(new Error('stopped before it was sent'))
    this.controller = controller
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: WireResponse['headers']): void {
    this.status = status
    this.headers = headers
    if (Number(headers['content-length'] ?? 0) > this.maxBytes) this.stop('too-large')
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length
    if (this.size > this.maxBytes) this.stop('too-large')
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    const [first] = this.chunks
    const bytes = this.chunks.length === 1 && first ? first : Buffer.concat(this.chunks)
    if (!isUtf8(bytes)) return this.finish({ kind: 'bad-answer', sent: true, cause: new Error('not UTF-8') })
    this.finish({ response: { status: this.status, headers: this.headers, body: bytes.toString('utf8') } })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const sent = this.controller !== undefined
    this.finish({ kind: kindOf(error, sent), sent, cause: error })
  }
}

const BY_CODE: Record<string, ProviderErrorKind> = {
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
}

function kindOf(error: Error, sent: boolean): ProviderErrorKind {
  if (error instanceof PrivateAddress) return 'not-allowed-host'
  const known = BY_CODE[codeOf(error)]
  if (known) return known
  if (!sent) return 'unreachable'
  return error.name === 'HTTPParserError' ? 'bad-answer' : 'dropped'
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** A certificate that does not hold: trying again cannot help (fault F2). */
export const isCertificateError = (error: unknown): boolean => /CERT|SIGNED|SIGNATURE|ERR_TLS/.test(codeOf(error))
