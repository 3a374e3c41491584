import type { ServiceId } from '@/lib/operation'

/** The name of a service in hosts and signatures. */
export const signedServiceOf = (service: ServiceId) => (service === 'kingsoft-memcached' ? 'memcached' : 'kcs')

/**
 * Always the host with the region in its name: the gateway takes the region from it, and its central host stands for
 * one region only. The manuals' `kcs.api.com` and `kcs.api.kcsyun.com` are misprints.
 */
export const hostOf = (service: ServiceId, region: string) => `${signedServiceOf(service)}.${region}.api.ksyun.com`

export const allowsHost = (host: string) => /^(kcs|memcached)(\.[a-z0-9-]{2,40})?\.api\.ksyun\.com$/.test(host)
