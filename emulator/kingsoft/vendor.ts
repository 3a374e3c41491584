import { formOf, jsonOf, valueOf } from '../gateway/incoming'
import { type Tree, unflatten } from '../gateway/parameters'
import { Refusal } from '../gateway/refusal'
import type { Envelope, Vendor } from '../gateway/vendor'
import { kingsoftQuery } from '../verify/kingsoft-query'
import { kingsoftAws4 } from '../verify/scoped'
import { placeOf } from '../world/places'

const DEFAULT_REGION = 'cn-beijing-6'

/**
 * Kingsoft's gateway, for both cache services. Its codes are the manual's; it has none for a wrong signature, an
 * unknown key, a missing right or too many calls: those are assumed.
 */
export function kingsoft(name: 'kcs' | 'memcached'): Vendor {
  const service = name === 'kcs' ? 'kingsoft-redis' : 'kingsoft-memcached'
  return {
    claim: (request) =>
      request.headers.authorization?.startsWith('AWS4-') ? kingsoftAws4(request, name) : kingsoftQuery(request, name),

    locate(request, table) {
      const json = jsonOf(request)
      const pairs = [...request.query, ...formOf(request)]
      const text = (field: string) =>
        valueOf(pairs, field) ?? (typeof json?.[field] === 'string' ? json[field] : undefined)
      const action = alias(text('Action'))
      const version = text('Version')
      const operation = action && Object.hasOwn(table, action) ? table[action] : undefined
      if (!action || !version) throw new Refusal('unknown-action', 'Action and Version are needed')
      if (!operation) throw new Refusal('unknown-action', action)
      if (version !== operation.apiVersion && version !== operation.otherApiVersion)
        throw new Refusal('unknown-action', `${action} of version ${version}`)
      // The manuals allow GET and POST for everything besides the method of each section; the method is not signed by
      // the older scheme.
      if (![operation.method, 'GET', 'POST'].includes(request.method))
        throw new Refusal('unknown-action', `${action} by ${request.method}`)
      return { operation, params: respell(operation.name, { ...unflatten(pairs), ...json }) }
    },

    /** The host wins, then the scope of the signature, then the parameter. Host and scope must not disagree. */
    regionOf({ hostRegion }, { scopeRegion }, params) {
      if (hostRegion && scopeRegion && hostRegion !== scopeRegion)
        throw new Refusal('wrong-signature', `signed for ${scopeRegion}`)
      return hostRegion ?? scopeRegion ?? (typeof params.Region === 'string' ? params.Region : DEFAULT_REGION)
    },

    checkRegion(region) {
      if (region === undefined || !placeOf(service, region)) throw new Refusal('unknown-region', region)
    },

    /** The fixed engine and the mode have one or two values, and the gateway still wants them said. */
    required: (operation) =>
      ['engine', 'mode', 'Engine'].filter((parameter) => Object.hasOwn(operation.request.shape, parameter)),

    refusals: {
      'no-signature': (what) => error(400, 'ValidationError', `The request is not signed: ${what} is missing.`),
      'unknown-key': () => error(403, 'InvalidClientTokenId', 'The access key does not exist.'),
      'expired-key': () => error(403, 'ExpiredToken', 'The access key is expired or disabled.'),
      'wrong-signature': () =>
        error(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.'),
      'bad-timestamp': () => error(400, 'ValidationError', 'The time of the request is not valid.'),
      'expired-timestamp': () => error(400, 'RequestExpired', 'The request has expired.'),
      'nonce-missing': (what) => error(400, 'ValidationError', what),
      'nonce-used': () => error(400, 'ValidationError', 'The request was sent before.'),
      'unknown-action': (what) =>
        /needed|version/.test(what)
          ? error(400, 'MissingAction', `Action or Version is wrong or missing: ${what}.`)
          : error(400, 'InvalidAction', `The action ${what} is not valid.`),
      'missing-parameter': (what) => error(400, 'MissingParameter', `The parameter ${what} is missing.`),
      'invalid-parameter': (what) => error(400, 'InvalidParameter', `The parameter ${what} is not valid.`),
      'unknown-region': (region) => error(400, 'InvalidParameter', `The region ${region} is not valid.`),
      denied: (what) => error(403, 'AccessDenied', `You are not authorized to call ${what}.`),
      throttled: () => error(429, 'Throttling', 'Rate exceeded.'),
      internal: () => error(500, 'InternalFailure', 'Internal error.'),
      unavailable: () => error(503, 'ServiceUnavailable', 'The service is unavailable.'),
      'not-emulated': (what) => error(501, 'InvalidAction', `The emulator does not do ${what}.`),
    },

    success: (body, envelope) => {
      // Two sections of the Memcached manual answer in an older style than all the others.
      const old =
        service === 'kingsoft-memcached' && 'Data' in body ? OLD_STYLE[envelope.operation?.name ?? ''] : undefined
      if (old && 'Data' in body) return reply(200, { reqId: envelope.requestId, code: 0, ...old, data: body.Data })
      return reply(200, { RequestId: envelope.requestId, ...body })
    },

    failure: ({ status, code, message }, { requestId }: Envelope) =>
      reply(status, { RequestId: requestId, Error: { Type: 'Sender', Code: code, Message: message } }),
  }
}

/** What the older envelope says besides the data. */
const OLD_STYLE: Readonly<Record<string, { message?: string }>> = {
  DescribeCacheClusters: { message: '查询缓存服务列表成功' },
  UpdatePassword: {},
}

/** The manual prints this name in two ways. */
const alias = (action: string | undefined) =>
  action === 'DescribeCacheReadOnlyNode' ? 'DescribeCacheReadonlyNode' : action

/** The manual and the vendor's clients spell two parameters of CreateCacheCluster differently: both are taken. */
function respell(action: string, params: Tree): Tree {
  if (action !== 'CreateCacheCluster') return params
  const { Password, SecurityGroupID, ...rest } = params
  return { PassWord: Password, SecurityGroupId: SecurityGroupID, ...rest }
}

const error = (status: number, code: string, message: string) => ({ status, code, message })

const reply = (status: number, body: object) => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: JSON.stringify(body),
})
