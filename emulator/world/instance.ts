import type { ServiceId } from '@/lib/operation'

/** A size of an instance, from a vendor's table or, for Kingsoft, from its list of capacities. */
export interface Size {
  class: string
  memoryMb: number
  shards: number
  connections: number
  /** Megabytes per second, as the vendors' tables mean it. */
  bandwidth: number
  qps: number
}

/** One instance as the world knows it: its truth. Provider folders put it into their vendor's words. */
export interface CacheInstance extends Size {
  service: ServiceId
  id: string
  owner: string
  region: string
  zone: string
  /** Where the replica stands, when that is another zone. */
  secondZone: string | undefined
  name: string
  description: string
  engine: 'redis' | 'memcached'
  version: string
  architecture: 'standard' | 'cluster' | 'rwsplit'
  readOnlyNodes: number
  /** The vendor's own word or number for the state. */
  status: string
  /** What it becomes, and when in the world's time. */
  pending: (Omit<After, 'steps'> & { at: number }) | undefined
  /** Work that waits for the maintenance window: what it enters then, and what after. */
  waiting?: { at: number; status: string; after: After }
  /** A state it enters again and again while the demo runs. */
  cycle: { status: string; rest: string; everyMs: number; forMs: number; phaseMs: number } | undefined
  chargeType: 'subscription' | 'pay-as-you-go'
  createdAt: number
  expiresAt: number | undefined
  /** Months of each automatic renewal of a subscription; undefined when it is off. */
  autoRenewMonths?: number
  network: { type: 'vpc' | 'classic'; vpcId: string; subnetId: string }
  privateIp: string
  publicIp: string
  port: number
  tags: { key: string; value: string }[]
  project: { id: string; name: string }
  resourceGroup: string
  securityGroup: string
  securityIps: string
  passwordFree: boolean
  releaseProtection: boolean
  usedMemoryMb: number
  maintenance: { start: string; end: string }
  /** A careless release made it slow, from then on at the same time of every day. */
  incident?: { startedAt: number }
  /** Share of the calls and connections that one like it has; all of them when left out. */
  busy?: number
  /** Marked to be a real server where its program is installed. */
  live?: boolean
}

/** What becomes of an instance when work of `steps` steps is done. */
export interface After {
  steps: number
  status: string
  size?: Size
  /** Other fields that are new then. */
  change?: Partial<CacheInstance>
  /** What else happens then, for state that is kept beside the instance. */
  done?: (instance: CacheInstance) => void
}
