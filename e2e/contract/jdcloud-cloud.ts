import { type EmulatorOptions, startEmulator } from '@/emulator/server'
import type { CacheInstance } from '@/emulator/world/instance'
import { findOperation } from '@/lib/catalog'
import { caller } from './caller'

export const REGION = 'cn-north-1'
export const ZONES = { master: 'cn-north-1a', slave: 'cn-north-1b' }

/** What a new instance of 1 GB asks for. */
export const WISH = {
  vpcId: 'vpc-abc123',
  subnetId: 'subnet-abc123',
  cacheInstanceName: 'my_cache',
  cacheInstanceClass: 'redis.m.micro.basic',
  redisVersion: '4.0',
  azId: ZONES,
  password: 'Passw0rd1',
}

/** An empty JD Cloud and the console's client. Fields of the path are filled in with the region and `subject.id`. */
export async function jdcloudCloud(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ pace: 'instant', quotas: false, profile: 'empty', ...options })
  const ask = caller(emulator, 'jdcloud-redis', { region: REGION })

  /** A running instance that is some days old, with the fields that a test wants. */
  async function make(wish: { class?: string; shards?: number } & Partial<CacheInstance> = {}): Promise<CacheInstance> {
    const { class: size = 'redis.m.medium.basic', shards, ...fields } = wish
    const answer = await fetch(`${emulator.url}/_emulator/instances`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        service: 'jdcloud-redis',
        region: REGION,
        zone: ZONES.master,
        owner: 'haitang',
        name: 'orders',
        class: size,
        shards,
        createdAt: emulator.clock.world() - 3 * 86_400_000,
      }),
    })
    const { id } = (await answer.json()) as { id: string } // what the control API answers
    const made = emulator.world.find('jdcloud-redis', id, undefined)
    if (!made) throw new Error('the instance was not made')
    return Object.assign(made, { secondZone: ZONES.slave, passwordFree: false, usedMemoryMb: 2_048 }, fields)
  }

  const call = (subject: { id: string } | undefined, name: string, input: Record<string, unknown> = {}) => {
    const region = typeof input.regionId === 'string' ? input.regionId : REGION
    return ask(name, onPath(subject, name, input), region)
  }
  return { emulator, make, call, stop: () => emulator.stop() }
}
export type JdcloudCloud = Awaited<ReturnType<typeof jdcloudCloud>>

/** The input with what the path names filled in. */
export function onPath(subject: { id: string } | undefined, name: string, input: Record<string, unknown>) {
  const fields = findOperation('jdcloud-redis', name)?.request.shape ?? {}
  const regionId = 'regionId' in fields ? { regionId: REGION } : {}
  const cacheInstanceId = 'cacheInstanceId' in fields && subject ? { cacheInstanceId: subject.id } : {}
  return { ...regionId, ...cacheInstanceId, ...input }
}
