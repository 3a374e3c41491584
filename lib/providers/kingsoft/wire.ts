import {
  answerError,
  header,
  isObject,
  type JsonObject,
  kindOf,
  readObject,
  readXmlError,
  textOf,
  vouchedFor,
} from '@/lib/providers/answer'
import { basicIso, canonicalQuery, flatten, type Pair, pack } from '@/lib/providers/encoding'
import type { Wire } from '../contract'
import type { ProviderErrorKind } from '../error'
import { hostOf, signedServiceOf } from './endpoint'
import { BUSINESS_WORDS, ERRORS } from './errors'
import { signAws4 } from './sign-aws4'
import { signQuery } from './sign-query'

/** Everything in the query, whatever the method; `Accept` or the gateway may answer in XML. */
export const wire: Wire = {
  encode(operation, input, context) {
    const host = hostOf(operation.service, context.region)
    const service = signedServiceOf(operation.service)
    const params: Pair[] = [
      ['Action', operation.name],
      ['Version', operation.apiVersion],
      ...flatten(pack(operation.request, input)),
    ]
    const headers = { host, accept: 'application/json' }
    const base = { method: operation.method, origin: `https://${host}` }
    if (context.scheme === 'kingsoft-aws4') {
      const query = canonicalQuery(params)
      const signed = signAws4({ method: operation.method, path: '/', query, headers, body: '' }, context.credentials, {
        date: basicIso(context.now),
        region: context.region,
        service,
      })
      return { ...base, path: `/?${query}`, headers: signed.headers }
    }
    params.push(['Service', service], ['Region', context.region])
    const { signed } = signQuery(params, context.credentials, { now: context.now })
    return { ...base, path: `/?${signed}`, headers }
  },

  decode(operation, response) {
    const xml = readXmlError(response.body)
    const body = xml
      ? { RequestId: xml.requestId, Error: { Code: xml.code, Message: xml.message } }
      : readObject(operation, response)
    const named = textOf(body.RequestId) ?? textOf(body.reqId)
    const requestId = named ?? header(response, 'x-ksc-request-id')
    const failure = failureOf(body)
    if (failure || response.status >= 400) {
      throw answerError(operation, response, {
        kind: classify(failure ?? {}, response.status),
        code: failure?.code,
        vendorMessage: failure?.message,
        requestId,
      })
    }
    if (response.status < 200 || response.status >= 300 || !vouchedFor(operation, named)) {
      throw answerError(operation, response, { kind: 'bad-answer', requestId })
    }
    return isOldShape(body) ? { body: inNewShape(body), requestId, renamed: OLD_NAMES } : { body, requestId }
  },
}

interface Failure {
  code?: string
  message?: string
}

/** Two envelopes are in use, even within one operation: `Error.Code`, and a number `code` above 0. */
function failureOf(body: JsonObject): Failure | undefined {
  if (isObject(body.Error)) return { code: textOf(body.Error.Code), message: textOf(body.Error.Message) }
  const code = Number(body.code ?? 0)
  return 'code' in body && code !== 0 ? { code: textOf(body.code), message: textOf(body.message) } : undefined
}

const isOldShape = (body: JsonObject) => 'data' in body && !('Data' in body)
const OLD_NAMES = { reqId: 'RequestId', data: 'Data', code: null, message: null }

/** The older `{reqId, code, message, data}` as `{RequestId, Data}`, so that a row has one shape. */
function inNewShape(body: JsonObject): JsonObject {
  const { reqId, code: _code, message: _message, data, ...rest } = body
  return { ...rest, RequestId: reqId, Data: data }
}

function classify({ code, message = '' }: Failure, status: number): ProviderErrorKind {
  const kind = kindOf(ERRORS, code, status)
  const vague = code === undefined || code === 'BusinessError' || /^-?\d+$/.test(code)
  if (!vague || kind === 'throttled' || kind === 'server-error') return kind
  return BUSINESS_WORDS.find(([words]) => words.test(message))?.[1] ?? (code === 'BusinessError' ? kind : 'unknown')
}
