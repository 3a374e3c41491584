import { type Emulator, type EmulatorOptions, startEmulator } from '@/emulator/server'
import type { CacheInstance } from '@/emulator/world/instance'
import type { SignatureScheme } from '@/lib/providers/contract'
import { caller } from './caller'
import { control } from './running'

export const REGION = 'cn-beijing-6'
export const ZONE = 'cn-beijing-6a'

type Service = 'kingsoft-redis' | 'kingsoft-memcached'

export interface Wish {
  /** GB. From 70 on it is a cluster. */
  class?: string
  zone?: string
  status?: string
  version?: string
  name?: string
  endsInDays?: number
  usedMemoryMb?: number
}

/** A Kingsoft cloud to try things on: an instance for each wish, made on demand. */
export async function kingsoftStage(options: EmulatorOptions & { scheme?: SignatureScheme['id'] } = {}) {
  const { scheme, ...more } = options
  const emulator = await startEmulator({ pace: 'instant', quotas: false, profile: 'empty', ...more })
  const client = (service: Service) => caller(emulator, service, { region: REGION, scheme })
  const redis = client('kingsoft-redis')
  return {
    emulator,
    redis,
    memcached: client('kingsoft-memcached'),
    make: (wish: Wish = {}) => make(emulator, 'kingsoft-redis', { zone: ZONE, ...wish }),
    makeMemcached: (wish: Wish = {}) => make(emulator, 'kingsoft-memcached', { zone: 'cn-beijing-6b', ...wish }),
    /** What the cloud says about an instance of the `a` zone. */
    detail: async (CacheId: string) => (await redis('DescribeCacheCluster', { CacheId })).Data,
  }
}

async function make(emulator: Emulator, service: Service, { version, usedMemoryMb, ...wish }: Wish) {
  const sketch = { service, region: REGION, owner: 'tester', name: 'trial-cache', class: '4', ...wish }
  const { body } = await control(emulator, 'POST', 'instances', sketch)
  const instance: CacheInstance | undefined = emulator.world.find(service, body.id, undefined)
  if (!instance) throw new Error('the instance was not made')
  instance.version = version ?? (service === 'kingsoft-redis' ? '4.0' : instance.version)
  if (usedMemoryMb !== undefined) instance.usedMemoryMb = usedMemoryMb
  return instance
}

/** The kind of error and the vendor's code of a call that must fail: `not-found BusinessError`. */
export const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'succeeded',
    (error: { code?: string; kind?: string; name?: string }) =>
      [error.kind ?? error.name, error.code].filter(Boolean).join(' '),
  )
