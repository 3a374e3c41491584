import type { ServiceId } from '@/lib/operation'
import type { Target } from './actions'
import { lastBackup as kvstoreBackup, keys as kvstoreKeys, usage as kvstoreUsage } from './alibaba/kvstore/live-facts'
import type { Call } from './contract'
import { lastBackup as jdcloudBackup, usage as jdcloudUsage } from './jdcloud/redis/live-facts'
import { lastBackup as kingsoftBackup } from './kingsoft/redis/live-facts'

/** Connections that are open, and memory in MB; null: the cloud did not tell. */
export interface Usage {
  connections: number | null
  usedMemoryMb: number | null
}

/** Facts that checks ask of a cloud, each by a call of its own. Left out: the service has no such call. */
export interface LiveFacts {
  /** When the newest complete backup ended, or null when there is none in the last 30 days. */
  lastBackup?(call: Call, target: Target, now: Date): Promise<string | null>
  /** What is in use now, beyond what the instance's own facts tell. */
  usage?(call: Call, target: Target, now: Date): Promise<Usage>
  /** How many keys there were at a moment; null: the cloud did not tell. */
  keys?(call: Call, target: Target, at: Date): Promise<number | null>
  /** The service has no backups at all. */
  noBackups?: true
}

export const LIVE_FACTS: Record<ServiceId, LiveFacts> = {
  'alibaba-kvstore': { lastBackup: kvstoreBackup, usage: kvstoreUsage, keys: kvstoreKeys },
  'jdcloud-redis': { lastBackup: jdcloudBackup, usage: jdcloudUsage },
  'kingsoft-redis': { lastBackup: kingsoftBackup },
  'kingsoft-memcached': { noBackups: true },
}
