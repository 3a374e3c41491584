import type { z } from 'zod'
import { type Emulator, startEmulator } from '@/emulator/server'
import type { CacheInstance } from '@/emulator/world/instance'
import { elementOf, shapeOf, unwrap } from '@/lib/schema'
import { caller } from './caller'

const REGION = 'cn-hangzhou'

/** A cloud of Alibaba instances to try things on: one running instance for each wish, 40 days old. */
export async function kvstoreCloud(options: Parameters<typeof startEmulator>[0] = {}) {
  const emulator = await startEmulator({ pace: 'instant', quotas: false, profile: 'empty', ...options })
  const ask = caller(emulator, 'alibaba-kvstore', { region: REGION })
  return { emulator, ask, make: (wish: Wish = {}) => make(emulator, wish) }
}

export interface Wish {
  class?: string
  status?: string
  version?: string
  tags?: Record<string, string>
  createdAt?: number
  usedMemoryMb?: number
  id?: string
  zone?: string
  endsInDays?: number
}

async function make(emulator: Emulator, { version, usedMemoryMb, ...wish }: Wish): Promise<CacheInstance> {
  const answer = await fetch(`${emulator.url}/_emulator/instances`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      service: 'alibaba-kvstore',
      region: REGION,
      owner: 'tester',
      name: 'trial',
      class: 'redis.master.large.default',
      createdAt: emulator.world.now() - 40 * 86_400_000,
      ...wish,
    }),
  })
  const { id } = (await answer.json()) as { id: string } // what the control API answers
  const instance = emulator.world.find('alibaba-kvstore', id, undefined)
  if (!instance) throw new Error('the instance was not made')
  // By chance otherwise.
  instance.releaseProtection = false
  if (version) instance.version = version
  if (usedMemoryMb !== undefined) instance.usedMemoryMb = usedMemoryMb
  return instance
}

/** The vendor's code of a call that must fail. */
export const codeOf = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => 'succeeded',
    (error: { code?: string; kind?: string; name?: string }) => error.code ?? error.kind ?? error.name,
  )

/** Paths of fields in an answer that its row's schema does not name. */
export function strangersIn(schema: z.core.$ZodType, value: unknown, path = ''): string[] {
  const { inner } = unwrap(schema)
  const shape = shapeOf(inner)
  const element = elementOf(inner)
  if (element && Array.isArray(value)) return value.flatMap((item) => strangersIn(element, item, `${path}[]`))
  if (!shape || typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const field = shape[name]
    return field ? strangersIn(field, part, `${path}.${name}`) : [`${path}.${name}`]
  })
}
