import { systemActor } from '@/lib/bff/actor'
import { ProblemError } from '@/lib/bff/problem'
import { knownTarget } from '@/lib/changes/offers'
import { newId } from '@/lib/db/id'
import type { JobRun, JobSource } from '@/lib/jobs/job'
import { SLOW_AGAIN_MS } from '@/lib/model/kept'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { ProviderError } from '@/lib/providers/error'
import { SLOW_LOGS_OF } from '@/lib/providers/slow-log-registry'
import { slowDoor } from '../door'
import { keepSlow, keptRecords, slowKey } from './keep'
import { claimSlowLog, failSlowLog, forgetSlow, releaseSlowLog, SLOW_LOGS, type SlowLease } from './lease'

const HOUR_MS = 60 * MINUTE_MS
const EVERY_MS = 5 * MINUTE_MS
/** One reading is never of more: what was missed for long comes in parts, the oldest first. */
const PART_MS = 12 * HOUR_MS
/** About as many records are kept at once. */
const MOST_RECORDS = 2_000
/** An instance without such a log may get one when it is changed. */
const LATER_MS = HOUR_MS
/** A list that moved in so many readings in a row is taken as it is, but for records that look as if they came twice. */
const PATIENCE = 3

/** Memory of this process: it saves work, and nothing is wrong without it. */
let forgotAt = Number.NEGATIVE_INFINITY

/**
 * Reads the slow logs of instances with collection on, in the background lane, and keeps them: at first the last hours and
 * then what their cloud still has from before, and every five minutes what is new.
 */
export const slowLogSource: JobSource = {
  name: SLOW_LOGS,
  concurrency: 2,
  async claim() {
    if (performance.now() - forgotAt > HOUR_MS) {
      forgotAt = performance.now()
      await forgetSlow()
    }
    return claimSlowReading()
  },
}

/** Takes a reading that is due. */
export async function claimSlowReading(): Promise<JobRun | undefined> {
  const lease = await claimSlowLog()
  return lease && { label: `${lease.ref} ${lease.kind}`, run: (signal) => readOnce(lease, signal) }
}

const ceil = (ms: number) => Math.ceil(ms / MINUTE_MS) * MINUTE_MS
/** A list that ends in the minute that is running moves while it is read: clouds count a window's last minute to it. */
const settled = (now: number) => Math.floor(now / MINUTE_MS) * MINUTE_MS - MINUTE_MS

interface Next {
  span: Span
  /** What its cloud has forgotten since the last reading. */
  hole?: Span
  /** It is read from its end, towards what its cloud had when collection began. */
  isBefore?: boolean
  /** When more is to be read at once. */
  rest: boolean
}

/** What is read next, in whole minutes: what is new, and when that is there what was before. */
export function nextSpan(
  { keptFrom, keptTo, fillFrom }: Pick<SlowLease, 'keptFrom' | 'keptTo' | 'fillFrom'>,
  now: number,
  keptMs: number | null,
): Next {
  const oldest = keptMs === null ? Number.NEGATIVE_INFINITY : ceil(now - keptMs) + MINUTE_MS
  const start = Math.max(fillFrom.getTime(), oldest)
  const isFilling = start < keptFrom.getTime()
  if (isFilling && settled(now) - keptTo.getTime() < EVERY_MS) {
    const from = Math.max(start, keptFrom.getTime() - PART_MS)
    return { span: { from, to: keptFrom.getTime() }, isBefore: true, rest: from > start }
  }
  const from = Math.max(keptFrom.getTime(), keptTo.getTime() - SLOW_AGAIN_MS, oldest)
  const span = { from, to: Math.min(from + PART_MS, settled(now)) }
  const rest = isFilling || span.to < settled(now)
  return from > keptTo.getTime() ? { span, hole: { from: keptTo.getTime(), to: from }, rest } : { span, rest }
}

async function readOnce(lease: SlowLease, signal: AbortSignal): Promise<void> {
  const { service, accountId, region, id, kind } = lease
  const logs = SLOW_LOGS_OF[service]
  const now = Date.now()
  try {
    const { target } = await knownTarget({ service, accountId, region, id })
    if (!logs?.kinds(target).includes(kind)) return releaseSlowLog(lease, new Date(now + LATER_MS))
    const { span, hole, isBefore = false, rest } = nextSpan(lease, now, logs.keptMs)
    if (span.to <= span.from) return releaseSlowLog(lease, new Date(now + MINUTE_MS))
    const { call } = await slowDoor(systemActor(SLOW_LOGS, newId()), accountId, 'background', signal)
    const question = { span, kind, most: MOST_RECORDS, oldestFirst: !isBefore }
    const piece = await logs.read(call, target, question, signal)
    if (piece.shifted && lease.failures < PATIENCE) return failSlowLog(lease, { kind: 'unknown', code: 'shifted' })
    const kept = keptRecords(await slowKey(), piece.records).filter(({ nth }) => nth === 0 || !piece.shifted)
    const read = { from: piece.readFrom, to: piece.readTo }
    const isWhole = read.from <= span.from && read.to >= span.to
    const dueAt = new Date(now + (rest || !isWhole ? 0 : EVERY_MS))
    const added = await keepSlow(lease, read, kept, { dueAt, hole })
    // What was read before a call failed is kept; the rest is for the next reading.
    if (piece.refused && added !== null) await failSlowLog(lease, said(piece.refused))
  } catch (error) {
    if (signal.aborted) return releaseSlowLog(lease)
    if (error instanceof ProviderError) return failSlowLog(lease, said(error))
    // Paused, locked or gone meanwhile.
    await failSlowLog(lease, { kind: 'unknown', code: error instanceof ProblemError ? error.code : 'internal' })
    if (!(error instanceof ProblemError)) throw error
  }
}

const said = ({ kind, code, vendorMessage }: ProviderError) => ({ kind, code, message: vendorMessage })
