import type { ServiceId } from '@/lib/operation'
import type { Clock } from '../clock'
import { type Random, random } from '../random'
import type { CacheInstance, Size } from './instance'
import { type Pace, workMs } from './pace'

export interface Filter {
  service: ServiceId
  region?: string
  /** Undefined: a key that owns the whole fleet. */
  owner: string | undefined
}

/** The state of all clouds. Reading an instance brings it up to the clock first. */
export interface World {
  readonly pace: Pace
  readonly random: Random
  now(): number
  list(filter: Filter): CacheInstance[]
  find(service: ServiceId, id: string, owner: string | undefined): CacheInstance | undefined
  /** Every instance there is, of every owner: the truth that tests compare with. */
  all(): CacheInstance[]
  add(instance: CacheInstance): CacheInstance
  remove(service: ServiceId, id: string): boolean
  /** Enters a vendor's status now and another after `steps` steps of work, then with a new size if one is given. */
  enter(instance: CacheInstance, status: string, after: { steps: number; status: string; size?: Size }): void
}

export function createWorld(options: {
  clock: Clock
  pace: Pace
  seed: number
  instances: Iterable<CacheInstance>
}): World {
  const { clock, pace } = options
  const shelves = new Map<string, Map<string, CacheInstance>>()
  const shelf = (service: ServiceId, region: string) => {
    const name = `${service} ${region}`
    let found = shelves.get(name)
    if (!found) {
      found = new Map()
      shelves.set(name, found)
    }
    return found
  }
  const add = (instance: CacheInstance) => {
    shelf(instance.service, instance.region).set(instance.id, instance)
    return instance
  }
  for (const instance of options.instances) add(instance)

  const current = (instance: CacheInstance): CacheInstance => {
    const now = clock.world()
    const { pending, cycle } = instance
    if (pending && now >= pending.at) {
      instance.pending = undefined
      instance.status = pending.status
      if (pending.size) Object.assign(instance, pending.size)
    }
    // Only the demo plays its recurring scenes: a test wants a world that stands still.
    if (cycle && pace === 'demo' && !instance.pending)
      instance.status = (now + cycle.phaseMs) % cycle.everyMs < cycle.forMs ? cycle.status : cycle.rest
    return instance
  }
  const visible = (owner: string | undefined) => (instance: CacheInstance) =>
    owner === undefined || instance.owner === owner

  return {
    pace,
    random: random(options.seed ^ 0x51ed270b),
    now: clock.world,
    list({ service, region, owner }) {
      const chosen: CacheInstance[] = []
      for (const [name, instances] of shelves) {
        if (region === undefined ? !name.startsWith(`${service} `) : name !== `${service} ${region}`) continue
        for (const instance of instances.values()) if (visible(owner)(instance)) chosen.push(current(instance))
      }
      return chosen
    },
    find(service, id, owner) {
      for (const [name, instances] of shelves) {
        const found = name.startsWith(`${service} `) ? instances.get(id) : undefined
        if (found && visible(owner)(found)) return current(found)
      }
      return undefined
    },
    all: () => [...shelves.values()].flatMap((instances) => [...instances.values()].map(current)),
    add,
    remove(service, id) {
      for (const [name, instances] of shelves) if (name.startsWith(`${service} `) && instances.delete(id)) return true
      return false
    },
    enter(instance, status, after) {
      instance.status = status
      instance.pending = { at: clock.world() + workMs(pace, after.steps), status: after.status, size: after.size }
    },
  }
}
