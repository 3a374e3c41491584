import { probeSource } from '@/lib/accounts/probe'
import { batchSource } from '@/lib/changes/batch/job'
import { coverageSource } from '@/lib/changes/coverage/job'
import { changeSource } from '@/lib/changes/job'
import { lateSource } from '@/lib/changes/late'
import { parameterSource } from '@/lib/changes/parameter-job'
import { costSource } from '@/lib/costs/keep'
import { priceSource } from '@/lib/costs/prices/job'
import { sizingSource } from '@/lib/costs/sizing/job'
import { inventorySource } from '@/lib/inventory/sync-job'
import { metricSource } from '@/lib/metrics/collect-job'
import { slowLogSource } from '@/lib/slow-log/archive/collect-job'
import type { JobSource } from './job'

/** Everything a worker process does. */
export const sources: readonly JobSource[] = [
  inventorySource,
  probeSource,
  changeSource,
  lateSource,
  batchSource,
  coverageSource,
  parameterSource,
  metricSource,
  priceSource,
  costSource,
  sizingSource,
  slowLogSource,
]
