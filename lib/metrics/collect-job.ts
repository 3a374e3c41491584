import { systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { knownTarget } from '@/lib/changes/offers'
import { newId } from '@/lib/db/id'
import type { JobRun, JobSource } from '@/lib/jobs/job'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { ProviderError } from '@/lib/providers/error'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'
import { DAY_MS, floor, HOUR_MS, keepMetrics } from './keep'
import { claimMetrics, EVERY_MS, failMetrics, forgetOld, METRICS, type MetricLease, releaseMetrics } from './lease'

/** Minutes that are read again each time: clouds are late with the newest. */
const AGAIN_MS = 10 * MINUTE_MS
/** One reading is never of more: what was missed for long, and what was before collection, comes in parts. */
const PART_MS = 12 * HOUR_MS
/** Of what is kept by the quarter of an hour only, as less of it is written. */
const OLD_PART_MS = DAY_MS

/** Memory of this process: it saves work, and nothing is wrong without it. */
let forgotAt = Number.NEGATIVE_INFINITY

/**
 * Reads the metrics of instances with collection on, in the background lane, and keeps them: every five minutes what is
 * new, and in between what their cloud still has of the time before, the newest first.
 */
export const metricSource: JobSource = {
  name: METRICS,
  concurrency: 2,
  async claim() {
    if (performance.now() - forgotAt > HOUR_MS) {
      forgotAt = performance.now()
      await forgetOld()
    }
    return claimReading()
  },
}

/** Takes a reading that is due. */
export async function claimReading(): Promise<JobRun | undefined> {
  const lease = await claimMetrics()
  return lease && { label: lease.ref, run: (signal) => readOnce(lease, signal) }
}

/**
 * What is read next, in whole minutes; whole hours where their minutes are not kept, as a quarter is made of all of its own.
 * The newest comes first, and what was before collection (`isBefore`) backwards whenever nothing newer waits.
 */
export function partOf({ keptFrom, keptTo, minutesFrom, reachFrom }: Ends, now: number): Part {
  const kept = keptFrom.getTime()
  if (now - keptTo.getTime() < EVERY_MS && isFilling({ keptFrom, minutesFrom, reachFrom })) {
    const length = kept <= minutesFrom.getTime() ? OLD_PART_MS : PART_MS
    return { span: { from: Math.max(reachFrom.getTime(), kept - length), to: kept }, isBefore: true }
  }
  const again = keptTo.getTime() - AGAIN_MS
  const isOld = again < minutesFrom.getTime()
  const from = Math.max(kept, isOld ? floor(again, HOUR_MS) : again)
  const to = Math.min(from + (isOld ? OLD_PART_MS : PART_MS), floor(now, MINUTE_MS))
  return { span: { from, to }, isBefore: false }
}
type Ends = Pick<MetricLease, 'keptFrom' | 'keptTo' | 'minutesFrom' | 'reachFrom'>
interface Part {
  span: Span
  isBefore: boolean
}

/** Whether something before is still to be read. Not into an hour whose minutes are gone: its quarters could not be whole. */
const isFilling = ({ keptFrom, minutesFrom, reachFrom }: Omit<Ends, 'keptTo'>): boolean =>
  keptFrom > reachFrom && (keptFrom >= minutesFrom || keptFrom.getTime() % HOUR_MS === 0)

async function readOnce(lease: MetricLease, signal: AbortSignal): Promise<void> {
  const { service, accountId, region, id } = lease
  const monitor = MONITOR_OF[service]
  const now = Date.now()
  const { span, isBefore } = partOf(lease, now)
  if (!monitor?.keeps || span.to <= span.from) return releaseMetrics(lease)
  try {
    const actor = systemActor(METRICS, newId())
    const { call } = await doorFor({ actor, accountId, lane: 'background', signal })
    const { target } = await knownTarget({ service, accountId, region, id })
    const panels = monitor.keeps(target)
    const ids = [...new Set(panels.flatMap(({ series }) => series.map((one) => one.id)))]
    const { series, failed } = await monitor.read(call, target, { span, ids, byNode: false }, { signal })
    // What one call did not bring must not look like a gap of the cloud: all of it is read again.
    if (failed[0]) throw failed[0].error
    const isBehind = !isBefore && span.to < floor(now, MINUTE_MS)
    const isMore = isBehind || isFilling({ ...lease, keptFrom: isBefore ? new Date(span.from) : lease.keptFrom })
    const lines = series.map(({ id: line, unit, joined, joins, dense }) => ({
      id: line,
      told: { unit, joined, joins },
      dense,
    }))
    // The list shows the last day: nothing while an earlier one is read.
    const spark = isBehind || isBefore ? undefined : panels.find((panel) => panel.id === 'cpu')?.series[0]?.id
    await keepMetrics(lease, span, lines, { dueAt: new Date(now + (isMore ? 0 : EVERY_MS)), spark })
  } catch (error) {
    if (signal.aborted) return releaseMetrics(lease)
    if (error instanceof ProviderError) {
      const { kind, code, vendorMessage } = error
      // So far back it tells nothing: that is not read again and again, and stays a gap.
      if (isBefore && kind === 'invalid-input')
        return void (await keepMetrics(lease, span, [], { dueAt: new Date(now), spark: undefined }))
      return failMetrics(lease, { kind, code, message: vendorMessage })
    }
    // Paused, locked or gone meanwhile.
    await failMetrics(lease, { kind: 'unknown', code: error instanceof ProblemError ? error.code : 'internal' })
    if (!(error instanceof ProblemError)) throw error
  }
}
