import { z } from 'zod'
import { ServiceIdSchema } from '@/lib/model/instance'
import type { Random } from '../random'

/**
 * What can be made to go wrong: before the work, with the work, with the answer. `ignored`: a change of
 * something that is there is answered with yes, and nothing is done.
 */
export const FAULT_KINDS = [
  'latency',
  'throttling',
  'server-error',
  'denied',
  'expired-key',
  'clock-skew',
  'drop-before',
  'drop-after',
  'hang',
  'stuck',
  'ignored',
  'truncated',
  'html',
  'empty',
  'wrong-json',
  'wrong-status',
] as const

export const FaultRequest = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  service: ServiceIdSchema.optional(),
  operation: z.string().optional(),
  region: z.string().optional(),
  owner: z.string().optional(),
  accessKeyId: z.string().optional(),
  /** How many requests it hits; every one when left out. */
  count: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  /** latency: how long. hang: how long, for ever when left out. */
  ms: z.number().min(0).optional(),
  /** clock-skew: how far the cloud's clock is ahead of the real time. */
  minutes: z.number().optional(),
  /** server-error, wrong-status: the HTTP status. */
  status: z.number().int().min(100).max(599).optional(),
})
export type FaultRequest = z.infer<typeof FaultRequest>
export interface Fault extends FaultRequest {
  id: string
  hits: number
}

export interface FaultTarget {
  service: string
  operation?: string
  region?: string
  owner?: string
  accessKeyId?: string
}

export interface Faults {
  add(fault: FaultRequest): Fault
  remove(id: string): boolean
  clear(): void
  list(): Fault[]
  /** The faults of these kinds that hit this call now; counts them. */
  hit(kinds: readonly Fault['kind'][], target: FaultTarget): Fault[]
}

const SELECTORS = ['service', 'operation', 'region', 'owner', 'accessKeyId'] as const

export function faults(random: Random): Faults {
  let active: Fault[] = []
  let made = 0
  return {
    add(request) {
      const fault = { ...request, id: `fault-${++made}`, hits: 0 }
      active.push(fault)
      return fault
    },
    remove(id) {
      const before = active.length
      active = active.filter((fault) => fault.id !== id)
      return active.length < before
    },
    clear() {
      active = []
    },
    list: () => active.map((fault) => ({ ...fault })),
    hit(kinds, target) {
      const struck = active.filter(
        (fault) =>
          kinds.includes(fault.kind) &&
          SELECTORS.every((name) => fault[name] === undefined || fault[name] === target[name]) &&
          (fault.probability === undefined || random.next() < fault.probability),
      )
      for (const fault of struck) {
        fault.hits++
        if (fault.count !== undefined && fault.hits >= fault.count) active = active.filter((other) => other !== fault)
      }
      return struck
    },
  }
}
