import { perInstance } from './attached'
import type { CacheInstance } from './instance'

/** A way in beside the instance's own internal address. */
export interface Endpoint {
  kind: 'public' | 'direct' | 'classic'
  prefix: string
  ip: string
  port: number
  /** Of a classic address that was kept: when it ends. */
  expiresAt?: number
}

export interface Network {
  /** First part of the internal address. */
  prefix: string
  endpoints: Endpoint[]
  tls: { enabled: boolean; expiresAt: number }
}

export const networkOf = perInstance<Network>((instance: CacheInstance) => ({
  prefix: instance.id,
  endpoints: instance.publicIp
    ? [{ kind: 'public', prefix: `${instance.id}pub`, ip: instance.publicIp, port: instance.port }]
    : [],
  tls: { enabled: false, expiresAt: 0 },
}))

/** Its endpoints as of now: a classic address that was kept goes when its time is over. */
export function endpointsOf(instance: CacheInstance, now: number): Endpoint[] {
  const network = networkOf(instance)
  network.endpoints = network.endpoints.filter(({ expiresAt }) => (expiresAt ?? Infinity) > now)
  return network.endpoints
}
