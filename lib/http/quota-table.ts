import type { Quota } from './quota-window'

const PER_MINUTE = 60_000

/**
 * Call quotas that the providers publish, by `service/operation`. Alibaba counts per region, operation and main
 * account (help centre: "ApsaraDB for Redis, API quotas"; slow and audit logs: KVStore manual of 2021).
 */
const PUBLISHED: Record<string, Quota> = {
  'alibaba-kvstore/DescribeHistoryMonitorValues': { limit: 50, windowMs: 1_000 },
  'alibaba-kvstore/DescribeInstanceAttribute': { limit: 1_000, windowMs: 1_000 },
  'alibaba-kvstore/DescribeInstanceConfig': { limit: 100, windowMs: 1_000 },
  'alibaba-kvstore/ListTagResources': { limit: 100, windowMs: 1_000 },
  'alibaba-kvstore/DescribeRunningLogRecords': { limit: 100, windowMs: PER_MINUTE },
  'alibaba-kvstore/DescribeSlowLogRecords': { limit: 100, windowMs: PER_MINUTE },
  'alibaba-kvstore/DescribeAuditRecords': { limit: 100, windowMs: PER_MINUTE },
  'alibaba-kvstore/RenewInstance': { limit: 200, windowMs: PER_MINUTE },
  'alibaba-kvstore/DescribeSecurityIps': { limit: 200, windowMs: PER_MINUTE },
  'alibaba-kvstore/DescribeBackupPolicy': { limit: 200, windowMs: PER_MINUTE },
  'alibaba-kvstore/AllocateInstancePublicConnection': { limit: 200, windowMs: PER_MINUTE },
}

/** Where nothing is published; an account can set its own figure (`ratePerSecond`). */
export const ASSUMED_PER_SECOND = 10

/** The quota of an operation (`service/name`), and whether it is published or assumed. */
export function quotaOf(operation: string, ratePerSecond = ASSUMED_PER_SECOND): { quota: Quota; assumed: boolean } {
  const published = Object.hasOwn(PUBLISHED, operation) ? PUBLISHED[operation] : undefined
  if (published) return { quota: published, assumed: false }
  return { quota: { limit: ratePerSecond, windowMs: 1_000 }, assumed: true }
}
