import { z } from 'zod'
import type { InstanceKey } from './instance'
import type { SlowKind, SlowPattern, SlowRefusal } from './slow-log'

/** How far back the fleet's page looks. */
export const FLEET_HOURS = [1, 3, 24, 168] as const
export type FleetHours = (typeof FLEET_HOURS)[number]

/** What people said about a pattern of an instance. */
export interface SlowRemark {
  /** Not shown until then; null: shown. */
  mutedUntil: string | null
  owner: string
  note: string
  /** Who said it last. */
  by: string
  at: string
}

/** The slow commands of one pattern on one instance. */
export interface FleetPattern {
  ref: string
  /** Its number here. */
  id: number
  pattern: SlowPattern
  count: number
  totalUs: number
  maxUs: number
  first: string
  last: string
  /** By the time that they took, the most first; the address is null where its cloud does not tell it. */
  clients: { client: string | null; count: number; totalUs: number }[]
  /** How many clients there are. */
  clientCount: number
  /** Of the last hour that is kept, and of the same hour a week before; null: nothing was kept then. */
  hourUs: number
  weekAgoUs: number | null
  /** Never seen before the last 24 hours; null: too little is kept from before to say so. */
  isNew: boolean | null
  remark: SlowRemark | null
}

/** An instance whose slow commands are kept, and what they come to. */
export interface FleetInstance {
  ref: string
  key: InstanceKey
  name: string
  environment: string
  accountName: string
  count: number
  totalUs: number
  patterns: number
  /** What is kept of it, and until when it was read. */
  keptFrom: string
  keptTo: string
  failed: SlowRefusal | null
}

/** GET /api/slow. */
export interface FleetSlow {
  at: string
  /** The minute from which on commands count. */
  from: string
  kind: SlowKind
  rows: FleetPattern[]
  /** How many rows there are in all. */
  rowCount: number
  instances: FleetInstance[]
  /** Collected instances of services without a slow log. */
  without: { service: InstanceKey['service']; engine: string; count: number }[]
  /** Instances that match, have a slow log and are not collected. */
  uncollected: number
}

/** So many times the slow time of the week before, and so much more, is worse. */
const TIMES_WORSE = 2
const MORE_US = 1_000_000

/** Whether the last hour is worse than the same hour last week; null: nothing was kept then. */
export const isWorse = ({ hourUs, weekAgoUs }: Pick<FleetPattern, 'hourUs' | 'weekAgoUs'>): boolean | null =>
  weekAgoUs === null ? null : hourUs >= TIMES_WORSE * weekAgoUs && hourUs - weekAgoUs >= MORE_US

/** Whether it is muted at a moment (ms). */
export const isMuted = ({ remark }: Pick<FleetPattern, 'remark'>, now: number): boolean =>
  remark?.mutedUntil != null && Date.parse(remark.mutedUntil) > now

/** PUT /api/slow/remarks (operators, on record): all that is said about a pattern of an instance. */
export const RemarkBody = z.strictObject({
  ref: z.string().max(300),
  pattern: z.number().int().positive(),
  mutedUntil: z.iso.datetime().nullable(),
  owner: z.string().trim().max(80),
  note: z.string().trim().max(500),
})
export type RemarkBody = z.infer<typeof RemarkBody>
