import type { ServerResponse } from 'node:http'
import type { Operation } from '@/lib/operation'
import type { Clock } from '../clock'
import type { Plane } from '../data-plane/plane'
import type { Key } from '../keys'
import type { Random } from '../random'
import type { Claim } from '../verify/claim'
import type { Nonces } from '../verify/nonces'
import type { World } from '../world/world'
import type { Faults } from './faults'
import type { Target } from './identify'
import type { Incoming } from './incoming'
import type { Journal, JournalEntry } from './journal'
import type { Tree } from './parameters'
import type { Quotas } from './quotas'
import type { Reply, Vendor } from './vendor'

/** Everything that the steps of the chain share and that outlives a request. */
export interface Gateway {
  world: World
  /** Real servers behind some instances; undefined when there are none. */
  plane: Plane | undefined
  clock: Clock
  keys: Map<string, Key>
  nonces: Nonces
  faults: Faults
  journal: Journal
  quotas: Quotas
  quotasOn: boolean
  random: Random
  /** Milliseconds that a call takes at least and at most. */
  latency: readonly [number, number]
  /** Factors by which regions are slower, by `region` or `service/region`. */
  slow: Map<string, number>
}

/** One request on its way through the chain. Each step reads what earlier ones found. */
export interface Exchange {
  readonly request: Incoming
  readonly raw: ServerResponse
  readonly requestId: string
  readonly entry: JournalEntry
  /** The gateway's time for this request, with a clock-skew fault added. */
  now: number
  target?: Target
  vendor?: Vendor
  claim?: Claim
  key?: Key
  operation?: Operation
  params?: Tree
  region?: string
  input?: unknown
  body?: object
  reply?: Reply
  /** Set when the connection is to be cut instead of answered. */
  drop?: boolean
}

/** What an earlier step must have found. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the chain is out of order: ${what} is not known yet`)
  return value
}

/** A step of the chain. It throws a Refusal or VendorRefusal to end it with the vendor's error. */
export type Step = (exchange: Exchange, gateway: Gateway) => void | Promise<void>
