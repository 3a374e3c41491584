import type { ServiceId } from '@/lib/operation'
import { formOf, type Incoming, valueOf } from './incoming'

export interface Target {
  service: ServiceId
  /** Region that the host names, when it names one. */
  hostRegion: string | undefined
  /** True when the client spoke to a vendor's host name; false when it was pointed at the bare address. */
  vendorHost: boolean
}

const HOSTS: readonly [RegExp, ServiceId][] = [
  [/^r-kvstore(?:\.([a-z0-9-]+))?\.aliyuncs\.com$/, 'alibaba-kvstore'],
  [/^redis\.jdcloud-api\.com$/, 'jdcloud-redis'],
  [/^kcs(?:\.([a-z0-9-]+))?\.api\.ksyun\.com$/, 'kingsoft-redis'],
  [/^memcached(?:\.([a-z0-9-]+))?\.api\.ksyun\.com$/, 'kingsoft-memcached'],
]

/** Tells the service by the Host header or, when a client was pointed at the bare address, by the request's shape. */
export function identify(request: Incoming): Target | undefined {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  for (const [pattern, service] of HOSTS) {
    const match = pattern.exec(host)
    if (match) return { service, hostRegion: match[1], vendorHost: true }
  }
  const service = byShape(request)
  return service && { service, hostRegion: undefined, vendorHost: false }
}

function byShape(request: Incoming): ServiceId | undefined {
  const authorization = request.headers.authorization ?? ''
  if (authorization.startsWith('ACS3-') || request.headers['x-acs-action']) return 'alibaba-kvstore'
  if (authorization.startsWith('JDCLOUD') || request.path.startsWith('/v1/regions/')) return 'jdcloud-redis'
  if (authorization.startsWith('AWS4-')) {
    const service = /Credential=[^/,]*\/[^/]*\/[^/]*\/([^/]*)\//.exec(authorization)?.[1]
    return service === 'memcached' ? 'kingsoft-memcached' : service === 'kcs' ? 'kingsoft-redis' : undefined
  }
  const params = [...request.query, ...formOf(request)]
  if (valueOf(params, 'AccessKeyId')) return 'alibaba-kvstore'
  const named = valueOf(params, 'Service')
  if (named === 'memcached') return 'kingsoft-memcached'
  if (named === 'kcs' || valueOf(params, 'Accesskey')) return 'kingsoft-redis'
  if (valueOf(params, 'Action')) return valueOf(params, 'Version')?.startsWith('2015-') ? 'alibaba-kvstore' : undefined
  return undefined
}
