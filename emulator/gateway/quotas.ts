import type { ServiceId } from '@/lib/operation'

interface Quota {
  calls: number
  windowMs: number
}

/** Published call quotas of Alibaba; where nothing is published 10 per second is assumed. */
const PUBLISHED: Readonly<Record<string, Quota>> = {
  'alibaba-kvstore/DescribeHistoryMonitorValues': { calls: 50, windowMs: 1_000 },
  'alibaba-kvstore/DescribeInstanceAttribute': { calls: 1_000, windowMs: 1_000 },
  'alibaba-kvstore/DescribeInstanceConfig': { calls: 100, windowMs: 1_000 },
  'alibaba-kvstore/ListTagResources': { calls: 100, windowMs: 1_000 },
  'alibaba-kvstore/DescribeRunningLogRecords': { calls: 100, windowMs: 60_000 },
  'alibaba-kvstore/RenewInstance': { calls: 200, windowMs: 60_000 },
  'alibaba-kvstore/DescribeSecurityIps': { calls: 200, windowMs: 60_000 },
  'alibaba-kvstore/DescribeBackupPolicy': { calls: 200, windowMs: 60_000 },
  'alibaba-kvstore/AllocateInstancePublicConnection': { calls: 200, windowMs: 60_000 },
  'alibaba-kvstore/DescribeSlowLogRecords': { calls: 100, windowMs: 60_000 },
  'alibaba-kvstore/DescribeAuditRecords': { calls: 100, windowMs: 60_000 },
}
const ASSUMED: Quota = { calls: 10, windowMs: 1_000 }
/** A client that keeps a quota exactly is not refused because two of its calls travelled at different speeds. */
const TRAVEL_MS = 50

export interface Quotas {
  /** True when a call fits; counted per main account, region and operation, as Alibaba's page says. */
  admit(call: { service: ServiceId; operation: string; owner: string; region: string }, nowMs: number): boolean
  clear(): void
}

export function quotas(): Quotas {
  const windows = new Map<string, number[]>()
  return {
    admit({ service, operation, owner, region }, nowMs) {
      const { calls, windowMs } = PUBLISHED[`${service}/${operation}`] ?? ASSUMED
      const name = `${service}/${operation} ${owner} ${region}`
      const recent = (windows.get(name) ?? []).filter((at) => at > nowMs - windowMs + TRAVEL_MS)
      windows.set(name, recent)
      if (recent.length >= calls) return false
      recent.push(nowMs)
      return true
    },
    clear: () => windows.clear(),
  }
}
