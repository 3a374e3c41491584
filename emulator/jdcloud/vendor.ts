import type { Operation } from '@/lib/operation'
import { segmentsOf } from '../gateway/encoding'
import { jsonOf } from '../gateway/incoming'
import { type Tree, unflatten } from '../gateway/parameters'
import { Refusal } from '../gateway/refusal'
import type { Envelope, Vendor } from '../gateway/vendor'
import { jdcloud as claim } from '../verify/scoped'
import { placeOf } from '../world/places'

/** JD Cloud's REST gateway. Only the shape of errors and NOT_FOUND are documented; other status texts are assumed. */
export const jdcloud: Vendor = {
  claim,

  locate(request, table) {
    const segments = segmentsOf(request.path)
    for (const operation of Object.values(table)) {
      const fromPath = operation.method === request.method ? matchPath(operation, segments) : undefined
      // Some clients repeat path parameters in the body: the path wins.
      if (fromPath) return { operation, params: { ...unflatten(request.query), ...jsonOf(request), ...fromPath } }
    }
    throw new Refusal('unknown-action', `${request.method} ${request.path}`)
  },

  /** The region of the path, for which the signature must have been made; a path without one says nothing about it. */
  regionOf(_target, { scopeRegion = '' }, { regionId }, { path = '' }) {
    if (!path.includes('{regionId}')) return placeOf('jdcloud-redis', scopeRegion)?.id
    if (regionId !== scopeRegion) throw new Refusal('wrong-signature', `signed for ${scopeRegion}`)
    return scopeRegion
  },

  checkRegion(region) {
    if (region !== undefined && !placeOf('jdcloud-redis', region)) throw new Refusal('unknown-region', region)
  },

  required: () => [],

  refusals: {
    'no-signature': (name) => error(401, 'UNAUTHENTICATED', `The request is not signed: ${name} is missing`),
    'unknown-key': () => error(401, 'UNAUTHENTICATED', 'The access key does not exist'),
    'expired-key': () => error(401, 'UNAUTHENTICATED', 'The access key is no longer valid'),
    'wrong-signature': () => error(401, 'UNAUTHENTICATED', 'The signature does not match'),
    'bad-timestamp': () => error(401, 'UNAUTHENTICATED', 'x-jdcloud-date is not a valid time'),
    'expired-timestamp': () =>
      error(401, 'UNAUTHENTICATED', 'The request has expired: x-jdcloud-date is too far from the current time'),
    'nonce-missing': (name) => error(401, 'UNAUTHENTICATED', `The request has no nonce: ${name} is missing`),
    'nonce-used': () => error(401, 'UNAUTHENTICATED', 'The nonce x-jdcloud-nonce has been used'),
    'unknown-action': (what) => error(404, 'NOT_FOUND', `No such interface: ${what}`),
    'missing-parameter': (name) => error(400, 'INVALID_ARGUMENT', `The parameter ${name} is required`),
    'invalid-parameter': (name) => error(400, 'INVALID_ARGUMENT', `The parameter ${name} is not valid`),
    'unknown-region': (region) => error(404, 'NOT_FOUND', `The region ${region} does not exist`),
    denied: (name) => error(403, 'PERMISSION_DENIED', `No permission for ${name}`),
    throttled: () => error(429, 'RESOURCE_EXHAUSTED', 'Too many requests'),
    internal: () => error(500, 'INTERNAL', 'Internal server error'),
    unavailable: () => error(503, 'UNAVAILABLE', 'The service is unavailable'),
    'not-emulated': (name) => error(501, 'UNIMPLEMENTED', `The emulator does not do ${name}`),
  },

  success: (body, envelope) => reply(200, { requestId: requestIdOf(envelope), ...body }, envelope),

  failure: ({ status, code, message }, envelope) =>
    reply(
      status,
      { requestId: requestIdOf(envelope), error: { code: status, status: code, message, details: [] } },
      envelope,
    ),
}

const error = (status: number, code: string, message: string) => ({ status, code, message })

/** As the vendor's ids look: 20 letters and digits. */
export const requestIdOf = ({ requestId }: Pick<Envelope, 'requestId'>) => requestId.replaceAll('-', '').slice(0, 20)

const reply = (status: number, body: object, envelope: Envelope) => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-jdcloud-request-id': requestIdOf(envelope) },
  body: JSON.stringify(body),
})

/** `{cacheInstanceId}` in a template takes the rest of its segment, decoded. */
function matchPath(operation: Operation, segments: readonly string[]): Tree | undefined {
  const template = operation.path?.split('/').slice(1) ?? []
  if (template.length !== segments.length) return undefined
  const params: Tree = {}
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? ''
    const slot = /^\{(\w+)\}(.*)$/.exec(part)
    if (!slot) {
      if (part !== segment) return undefined
      continue
    }
    const [, name = '', suffix = ''] = slot
    if (!segment.endsWith(suffix) || segment.length === suffix.length) return undefined
    const value = segment.slice(0, segment.length - suffix.length)
    if (suffix === '' && value.includes(':')) return undefined
    params[name] = value
  }
  return params
}
