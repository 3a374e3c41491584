import { formOf, type Incoming, jsonOf, valueOf } from '../gateway/incoming'
import { unflatten } from '../gateway/parameters'
import { Refusal } from '../gateway/refusal'
import type { Envelope, Reply, Vendor } from '../gateway/vendor'
import { alibabaAcs3, alibabaRpc } from '../verify/alibaba'
import { placeOf } from '../world/places'
import { endpointOf } from './endpoints'
import { malformed } from './malformed'
import { spelt } from './spelling'
import { xml } from './xml'

/**
 * Alibaba's RPC gateway. The manuals print few codes of the gateway itself; the others are the provider's usual ones
 * (the README lists which are assumed).
 */
export const alibaba: Vendor = {
  claim: (request) => (request.headers.authorization?.startsWith('ACS3-') ? alibabaAcs3(request) : alibabaRpc(request)),

  locate(request, table) {
    const pairs = [...request.query, ...formOf(request)]
    const v3 = isV3(request)
    const name = v3 ? request.headers['x-acs-action'] : valueOf(pairs, 'Action')
    const version = v3 ? request.headers['x-acs-version'] : valueOf(pairs, 'Version')
    if (!name) throw new Refusal('missing-parameter', 'Action')
    if (!version) throw new Refusal('missing-parameter', 'Version')
    const operation = Object.hasOwn(table, name) ? table[name] : undefined
    if (!operation || operation.apiVersion !== version) throw new Refusal('unknown-action', name)
    return { operation, params: spelt(name, { ...unflatten(pairs), ...jsonOf(request) }) }
  },

  regionOf: (_target, _claim, params) => (typeof params.RegionId === 'string' ? params.RegionId : undefined),

  checkRegion(region, target) {
    if (region === undefined) return
    if (!placeOf('alibaba-kvstore', region)) throw new Refusal('unknown-region', region)
    const endpoint = endpointOf(region)
    const called = target.hostRegion ? `r-kvstore.${target.hostRegion}.aliyuncs.com` : 'r-kvstore.aliyuncs.com'
    // A bare address stands for every endpoint; a real host name must be the region's own.
    if (target.vendorHost && called !== endpoint && target.hostRegion !== region)
      throw new Refusal('unknown-region', `${region} is served at ${endpoint}`)
  },

  required: () => [],

  refusals: {
    'no-signature': (name) => error(400, 'IncompleteSignature', `The request signature does not conform: ${name}.`),
    'unknown-key': () => error(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'),
    'expired-key': () => error(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled or expired.'),
    'wrong-signature': (text) =>
      error(
        400,
        'SignatureDoesNotMatch',
        `Specified signature is not matched with our calculation. server string to sign is:${text}`,
      ),
    'bad-timestamp': () =>
      error(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.'),
    'expired-timestamp': () => error(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.'),
    'nonce-missing': (name) => error(400, 'IncompleteSignature', `The request has no nonce: ${name}.`),
    'nonce-used': () => error(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.'),
    'unknown-action': () => error(400, 'UnsupportedOperation', 'The specified action is not supported.'),
    'missing-parameter': (name) =>
      error(
        400,
        'MissingParameter',
        `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
      ),
    'invalid-parameter': (name) => error(400, malformed(name), `The specified parameter "${name}" is not valid.`),
    'unknown-region': (region) =>
      error(404, 'InvalidRegion.NotFound', `The specified region does not exist: ${region}.`),
    denied: (name) => error(403, 'Forbidden.RAM', `User not authorized to operate on the specified resource: ${name}.`),
    throttled: () => ({
      ...error(400, 'Throttling.User', 'Request was denied due to user flow control.'),
      headers: { 'x-acs-retry-after': '1' },
    }),
    internal: () => error(500, 'InternalServerError', 'The request processing has failed due to some unknown error.'),
    unavailable: () =>
      error(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.'),
    'not-emulated': (name) => error(501, 'UnsupportedOperation', `The emulator does not do ${name}.`),
  },

  success: (body, envelope) =>
    reply(200, { ...body, RequestId: requestIdOf(envelope) }, `${envelope.operation?.name}Response`, envelope),

  failure({ status, code, message, headers }, envelope) {
    const body = {
      RequestId: requestIdOf(envelope),
      HostId: envelope.request.headers.host ?? '',
      Code: code,
      Message: message,
    }
    const made = reply(status, body, 'Error', envelope)
    return { ...made, headers: { ...made.headers, ...headers } }
  },
}

const error = (status: number, code: string, message: string) => ({ status, code, message })

const isV3 = (request: Incoming) => request.headers.authorization?.startsWith('ACS3-') === true

const requestIdOf = ({ requestId }: Envelope) => requestId.toUpperCase()

/** JSON when asked for; XML when the RPC parameter Format is absent, as the manual says. */
function reply(status: number, body: object, root: string, { request, requestId }: Envelope): Reply {
  const headers = { 'x-acs-request-id': requestId.toUpperCase() }
  const format = valueOf([...request.query, ...formOf(request)], 'Format')
  const json = isV3(request) ? !/xml/.test(request.headers.accept ?? '') : format?.toUpperCase() === 'JSON'
  return json
    ? { status, headers: { ...headers, 'content-type': 'application/json;charset=utf-8' }, body: JSON.stringify(body) }
    : { status, headers: { ...headers, 'content-type': 'text/xml;charset=utf-8' }, body: xml(root, body) }
}
