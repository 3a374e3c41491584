import type { ServiceId } from '@/lib/operation'
import type { Target } from './actions'
import { lastBackup as kvstoreBackup, connectionsInUse as kvstoreConnections } from './alibaba/kvstore/live-facts'
import type { Call } from './contract'
import { lastBackup as jdcloudBackup, connectionsInUse as jdcloudConnections } from './jdcloud/redis/live-facts'
import { lastBackup as kingsoftBackup } from './kingsoft/redis/live-facts'

/** Facts that checks ask of a cloud, each by a call of its own. Left out: the service has no such call. */
export interface LiveFacts {
  /** When the newest complete backup ended, or null when there is none in the last 30 days. */
  lastBackup?(call: Call, target: Target, now: Date): Promise<string | null>
  /** Connections that are open now; null: the cloud did not tell. */
  connectionsInUse?(call: Call, target: Target, now: Date): Promise<number | null>
  /** The service has no backups at all. */
  noBackups?: true
}

export const LIVE_FACTS: Record<ServiceId, LiveFacts> = {
  'alibaba-kvstore': { lastBackup: kvstoreBackup, connectionsInUse: kvstoreConnections },
  'jdcloud-redis': { lastBackup: jdcloudBackup, connectionsInUse: jdcloudConnections },
  'kingsoft-redis': { lastBackup: kingsoftBackup },
  'kingsoft-memcached': { noBackups: true },
}
