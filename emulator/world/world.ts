import type { ServiceId } from '@/lib/operation'
import type { Clock } from '../clock'
import { type Random, random } from '../random'
import type { After, CacheInstance } from './instance'
import { addMonths } from './months'
import { type Pace, type WorkPace, workMs } from './pace'

export interface Filter {
  service: ServiceId
  region?: string
  /** Undefined: a key that owns the whole fleet. */
  owner: string | undefined
}

/** The state of all clouds. Reading an instance brings it up to the clock first. */
export interface World {
  /** `stuck` while `neverEnding` runs. */
  readonly pace: WorkPace
  readonly random: Random
  now(): number
  /** Newest first. */
  list(filter: Filter): CacheInstance[]
  find(service: ServiceId, id: string, owner: string | undefined): CacheInstance | undefined
  /** Every instance there is, of every owner: the truth that tests compare with. */
  all(): CacheInstance[]
  add(instance: CacheInstance): CacheInstance
  remove(service: ServiceId, id: string): boolean
  /**
   * Enters a vendor's status now, or at `from` when that is later, and another after `steps` steps of work, then with
   * what is new.
   */
  enter(instance: CacheInstance, status: string, after: After, from?: number): void
  /** Does something whose work is begun and never ends. */
  neverEnding<T>(begin: () => T): T
}

/** Instances of one service in one region, made when somebody first looks: a large world starts as fast as an empty one. */
export interface Source {
  service: ServiceId
  region: string
  make(): Iterable<CacheInstance>
}

/** One region of a service, newest instances first. */
interface Shelf {
  service: ServiceId
  region: string
  waiting: Source[]
  instances: CacheInstance[]
  byId: Map<string, CacheInstance>
}

/** Subscriptions are renewed by themselves a week before their end. */
const RENEWED_BEFORE_MS = 7 * 86_400_000

const newestFirst = (a: CacheInstance, b: CacheInstance) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)

export function createWorld(options: { clock: Clock; pace: Pace; seed: number; sources: Iterable<Source> }): World {
  const { clock } = options
  let pace: WorkPace = options.pace
  const shelves = new Map<string, Shelf>()
  const shelf = (service: ServiceId, region: string) => {
    const name = `${service} ${region}`
    let found = shelves.get(name)
    if (!found) {
      found = { service, region, waiting: [], instances: [], byId: new Map() }
      shelves.set(name, found)
    }
    return found
  }
  for (const source of options.sources) shelf(source.service, source.region).waiting.push(source)

  const fill = (one: Shelf): Shelf => {
    if (one.waiting.length === 0) return one
    for (const { make } of one.waiting.splice(0)) for (const instance of make()) put(one, instance)
    one.instances.sort(newestFirst)
    return one
  }
  const put = (one: Shelf, instance: CacheInstance) => {
    one.instances.push(instance)
    one.byId.set(instance.id, instance)
  }
  const chosen = (service?: ServiceId, region?: string) =>
    [...shelves.values()]
      .filter((one) => (service ?? one.service) === one.service && (region ?? one.region) === one.region)
      .map(fill)

  const enter = (instance: CacheInstance, status: string, after: After, from: number) => {
    const { steps, ...then } = after
    instance.status = status
    instance.pending = { at: from + workMs(pace, steps), ...then }
  }
  const current = (instance: CacheInstance): CacheInstance => {
    const now = clock.world()
    const { cycle, waiting } = instance
    if (waiting && now >= waiting.at && !instance.pending) {
      instance.waiting = undefined
      enter(instance, waiting.status, waiting.after, waiting.at)
    }
    const { autoRenewMonths } = instance
    while (autoRenewMonths && instance.expiresAt !== undefined && now >= instance.expiresAt - RENEWED_BEFORE_MS)
      instance.expiresAt = addMonths(instance.expiresAt, autoRenewMonths)
    const { pending } = instance
    if (pending && now >= pending.at) {
      instance.pending = undefined
      instance.status = pending.status
      Object.assign(instance, pending.size, pending.change)
      pending.done?.(instance)
    }
    // Only the demo plays its recurring scenes: a test wants a world that stands still.
    if (cycle && pace === 'demo' && !instance.pending)
      instance.status = (now + cycle.phaseMs) % cycle.everyMs < cycle.forMs ? cycle.status : cycle.rest
    return instance
  }
  const visible = (owner: string | undefined) => (instance: CacheInstance) =>
    owner === undefined || instance.owner === owner

  return {
    get pace() {
      return pace
    },
    neverEnding(begin) {
      pace = 'stuck'
      try {
        return begin()
      } finally {
        pace = options.pace
      }
    },
    random: random(options.seed ^ 0x51ed270b),
    now: clock.world,
    list: ({ service, region, owner }) =>
      chosen(service, region).flatMap((one) =>
        // Bringing one up to the clock can end its life.
        one.instances
          .filter(visible(owner))
          .map(current)
          .filter(({ id }) => one.byId.has(id)),
      ),
    find(service, id, owner) {
      for (const { byId } of chosen(service)) {
        const found = byId.get(id)
        if (!found || !visible(owner)(found)) continue
        current(found)
        return byId.has(id) ? found : undefined
      }
      return undefined
    },
    all: () => chosen().flatMap((one) => one.instances.map(current).filter(({ id }) => one.byId.has(id))),
    add(instance) {
      const one = fill(shelf(instance.service, instance.region))
      put(one, instance)
      one.instances.sort(newestFirst)
      return instance
    },
    remove(service, id) {
      for (const one of chosen(service)) {
        if (!one.byId.delete(id)) continue
        one.instances = one.instances.filter((instance) => instance.id !== id)
        return true
      }
      return false
    },
    enter(instance, status, after, from = 0) {
      const now = clock.world()
      if (from > now) instance.waiting = { at: from, status, after }
      else enter(instance, status, after, now)
    },
  }
}
