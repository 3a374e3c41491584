import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { canonicalPath } from './encoding'
import type { Exchange, Gateway, Step } from './exchange'
import { formOf, type Incoming, jsonOf } from './incoming'
import { shownHeaders, shownParams } from './journal'
import { Refusal, type VendorError, VendorRefusal } from './refusal'
import {
  authorise,
  behave,
  encode,
  findOperation,
  identifyService,
  injectFault,
  parseInput,
  throttle,
  verifySignature,
} from './steps'
import type { Reply } from './vendor'

/** What happens to a request, in order. A step that sets `reply` or `drop`, or throws a refusal, ends it. */
const chain: readonly Step[] = [
  identifyService,
  verifySignature,
  findOperation,
  authorise,
  parseInput,
  throttle,
  injectFault,
  behave,
  encode,
]

/** Takes a vendor request through the chain. Resolves to the answer, or to undefined when the connection is to be cut. */
export async function serve(request: Incoming, raw: ServerResponse, gateway: Gateway): Promise<Reply | undefined> {
  const started = gateway.clock.gateway()
  const requestId = randomUUID()
  const entry = gateway.journal.append({
    at: new Date(started).toISOString(),
    service: undefined,
    operation: undefined,
    region: undefined,
    accessKeyId: undefined,
    owner: undefined,
    scheme: undefined,
    method: request.method,
    host: request.headers.host ?? '',
    path: canonicalPath(request.path),
    headers: shownHeaders(request.headers),
    params: shownParams([...request.query, ...formOf(request), ...Object.entries(jsonOf(request) ?? {})]),
    requestId,
    status: undefined,
    code: undefined,
    faults: [],
    tookMs: undefined,
  })
  const exchange: Exchange = { request, raw, requestId, entry, now: started }
  let counted: string | undefined
  try {
    for (const step of chain) {
      await step(exchange, gateway)
      if (!exchange.target) return unknownService
      if (counted === undefined && exchange.key) {
        counted = exchange.key.id
        gateway.journal.open(counted)
      }
      if (exchange.drop || (exchange.reply && step !== encode)) break
    }
  } catch (error) {
    exchange.reply = refusalOf(exchange, error)
  } finally {
    if (counted !== undefined) gateway.journal.close(counted)
    entry.status = exchange.drop ? undefined : exchange.reply?.status
    entry.tookMs = gateway.clock.gateway() - started
    gateway.journal.finish(entry)
  }
  if (exchange.drop || !exchange.reply) return undefined
  exchange.reply.headers.date = new Date(exchange.now + gateway.clock.gateway() - started).toUTCString()
  return exchange.reply
}

function refusalOf(exchange: Exchange, error: unknown): Reply {
  const { vendor, request, requestId, operation } = exchange
  if (!vendor) throw error
  let told: VendorError
  if (error instanceof VendorRefusal) told = error.error
  else if (error instanceof Refusal) told = vendor.refusals[error.kind](error.detail)
  else {
    // A fault of the emulator itself: the client sees the vendor's internal error, the person at the terminal the cause.
    console.error(error)
    told = vendor.refusals.internal('')
  }
  exchange.entry.code = told.code
  return vendor.failure(told, { request, requestId, operation })
}

const unknownService: Reply = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    error: 'This is the Quarterdeck emulator. The request looks like none of its services; see emulator/README.md.',
  }),
}
