import type { Operation } from '@/lib/operation'
import { answerError, header, isObject, kindOf, readObject, textOf, vouchedFor } from '@/lib/providers/answer'
import { canonicalQuery, flatten, pack, percentEncode } from '@/lib/providers/encoding'
import type { Wire } from '../contract'
import type { ProviderErrorKind } from '../error'
import { BY_STATUS, ERRORS } from './errors'
import { signJdcloud2 } from './sign-jdcloud2'

export const HOST = 'redis.jdcloud-api.com'
/** Name of the service in the signature's scope. */
const SIGNED_SERVICE = 'redis'

/**
 * REST: path fields in the path, other fields of GET and DELETE in the query, of the rest in a JSON body (a call
 * without fields still sends `{}`, as the vendor's clients do). The region of the path is the region of the scope.
 */
export const wire: Wire = {
  encode(operation, input, context) {
    const { path, rest } = fillPath(operation, pack(operation.request, input))
    const inQuery = operation.method === 'GET' || operation.method === 'DELETE'
    const query = inQuery ? canonicalQuery(flatten(rest)) : ''
    const body = inQuery ? '' : JSON.stringify(rest)
    const headers = { host: HOST, accept: 'application/json', 'content-type': 'application/json' }
    const signed = signJdcloud2({ method: operation.method, path, query, headers, body }, context.credentials, {
      now: context.now,
      nonce: context.nonce,
      region: context.region,
      service: SIGNED_SERVICE,
    })
    return {
      method: operation.method,
      origin: `https://${HOST}`,
      path: query ? `${path}?${query}` : path,
      headers: signed.headers,
      body: body || undefined,
    }
  },

  decode(operation, response) {
    const body = readObject(operation, response)
    const named = textOf(body.requestId)
    const requestId = named ?? header(response, 'x-jdcloud-request-id')
    if (isObject(body.error) || response.status >= 400) {
      const error = isObject(body.error) ? body.error : {}
      const code = textOf(error.status)
      const vendorMessage = textOf(error.message)
      throw answerError(operation, response, {
        kind: classify(code, vendorMessage, response.status),
        code: code ?? textOf(error.code),
        vendorMessage,
        requestId,
      })
    }
    if (response.status < 200 || response.status >= 300 || !vouchedFor(operation, named)) {
      throw answerError(operation, response, { kind: 'bad-answer', requestId })
    }
    return { body, requestId }
  },
}

/** One status text covers wrong keys, old dates and used nonces; only the words of the message tell them apart. */
function classify(code: string | undefined, message: string | undefined, status: number): ProviderErrorKind {
  const kind = kindOf(ERRORS, code, status)
  if (kind === 'wrong-key' && message) {
    if (/nonce/i.test(message)) return 'nonce-used'
    if (/expire|\bdate\b|timestamp|clock|skew/i.test(message)) return 'clock-skew'
  }
  return kind === 'unknown' ? (BY_STATUS[status] ?? kind) : kind
}

interface Template {
  /** Literal text and field names, alternating, literal first. */
  parts: string[]
  fields: Set<string>
}
const templates = new WeakMap<Operation, Template>()

function templateOf(operation: Operation): Template {
  let template = templates.get(operation)
  if (!template) {
    const parts = (operation.path ?? '/').split(/[{}]/).map((part, i) => (i % 2 ? part : encodeLiteral(part)))
    template = { parts, fields: new Set(parts.filter((_, i) => i % 2)) }
    templates.set(operation, template)
  }
  return template
}

/** A `:verb` in a path is `%3A`, on the wire and signed, as in the vendor's clients. */
const encodeLiteral = (text: string) => text.split('/').map(percentEncode).join('/')

function fillPath(operation: Operation, input: Record<string, unknown>) {
  const { parts, fields } = templateOf(operation)
  // A `/` inside an id is encoded here; the vendor's client lets it through as one more path segment.
  const path = parts.map((part, i) => (i % 2 ? percentEncode(String(input[part])) : part)).join('')
  const rest: Record<string, unknown> = {}
  for (const name in input) if (!fields.has(name)) rest[name] = input[name]
  return { path, rest }
}
