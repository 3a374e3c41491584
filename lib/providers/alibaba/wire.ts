import { answerError, header, kindOf, readObject, readXmlError, textOf, vouchedFor } from '@/lib/providers/answer'
import { canonicalQuery, flatten, type Pair, pack } from '@/lib/providers/encoding'
import type { Wire, WireRequest } from '../contract'
import { hostOf } from './endpoint'
import { ERRORS } from './errors'
import { signAcs3 } from './sign-acs3'
import { signRpc } from './sign-rpc'

const FORM = 'application/x-www-form-urlencoded'
/** Codes that the vendor's own client takes for success when a body carries one. */
const SUCCESS_CODES = new Set(['200', 'OK', 'Success', 'success'])

/**
 * RPC over HTTPS: one path, everything in the query of a GET or, for writes, in the form of a POST, so that passwords
 * stay out of addresses and access logs.
 */
export const wire: Wire = {
  encode(operation, input, context) {
    const host = hostOf(context.region)
    const inBody = operation.method !== 'GET'
    const params = flatten(pack(operation.request, input))
    const stamp = { now: context.now, nonce: context.nonce }
    const headers: Record<string, string> = { host, accept: 'application/json' }
    if (inBody) headers['content-type'] = FORM
    const request = (query: string, body: string, signed: Record<string, string>): WireRequest => ({
      method: operation.method,
      origin: `https://${host}`,
      path: query ? `/?${query}` : '/',
      headers: signed,
      body: body || undefined,
    })
    if (context.scheme === 'alibaba-acs3') {
      const canonical = canonicalQuery(params)
      const [query, body] = inBody ? ['', canonical] : [canonical, '']
      headers['x-acs-action'] = operation.name
      headers['x-acs-version'] = operation.apiVersion
      const signed = signAcs3({ method: operation.method, path: '/', query, headers, body }, context.credentials, stamp)
      return request(query, body, signed.headers)
    }
    const common: Pair[] = [
      ['Action', operation.name],
      ['Format', 'JSON'],
      ['Version', operation.apiVersion],
    ]
    const { signed } = signRpc(operation.method, [...common, ...params], context.credentials, stamp)
    return inBody ? request('', signed, headers) : request(signed, '', headers)
  },

  decode(operation, response) {
    const xml = readXmlError(response.body)
    const body = xml
      ? { Code: xml.code, Message: xml.message, RequestId: xml.requestId }
      : readObject(operation, response)
    // One sample of the manual (16.4) begins it with a small letter.
    const named = textOf(body.RequestId) ?? textOf(body.requestId)
    const requestId = named ?? header(response, 'x-acs-request-id')
    const code = textOf(body.Code)
    if (response.status >= 400 || (code !== undefined && !SUCCESS_CODES.has(code))) {
      throw answerError(operation, response, {
        kind: kindOf(ERRORS, code, response.status),
        code,
        vendorMessage: withoutRequest(textOf(body.Message)),
        requestId,
      })
    }
    if (response.status < 200 || response.status >= 300 || !vouchedFor(operation, named)) {
      throw answerError(operation, response, { kind: 'bad-answer', requestId })
    }
    return { body, requestId }
  },
}

/** A refused signature comes with the whole request as the server saw it: nothing for people, and none of it secret. */
const withoutRequest = (message: string | undefined) => message?.replace(/\s*server string to sign is:.*$/is, '')
