import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import type { InstanceKey } from '@/lib/model/instance'
import type { MetricFailure, MetricSeries, Metrics, Monitoring } from '@/lib/model/metric'
import { gapsOf, joined, statsOf, thinned } from '@/lib/model/series'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { type FailedCall, type MetricRead, NO_MONITORING } from '@/lib/providers/monitor'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'

/** Lines of nodes by themselves; the rest become one. */
const MOST_NODES = 8
/** Enough for a chart, and a quarter of the bytes. */
const DIGITS = 6

/**
 * What can be charted of an instance; its nodes are asked of its cloud now. Throws `not-found`, `forbidden-scope`, and
 * the `ProviderError` of a cloud that could not be asked.
 */
export async function readMonitoring(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<Monitoring> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal })
  const { target } = await knownTarget(key)
  return MONITOR_OF[key.service]?.describe(call, target, signal) ?? NO_MONITORING
}

/**
 * Some lines of an instance over a span, asked of its cloud now, at most 600 points each with every peak. What a call
 * did not bring is told beside the rest. Throws as `readMonitoring` does, when no call brought anything.
 */
export async function readMetrics(
  actor: Actor,
  key: InstanceKey,
  question: { span: Span; ids: readonly string[]; byNode: boolean },
  signal?: AbortSignal,
): Promise<Metrics> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { target } = await knownTarget(key)
  const service = MONITOR_OF[key.service]
  const { span } = question
  const told = {
    at: new Date().toISOString(),
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
  }
  if (!service) return { ...told, series: [], failed: [], calls: 0 }
  const { series, failed, calls } = await service.read(call, target, question, signal)
  return { ...told, series: fewNodes(series).map(drawn), failed: byReason(failed), calls }
}

/** The nodes with the highest values by themselves, and the others as one line. */
function fewNodes(series: MetricRead[]): MetricRead[] {
  const ids = [...new Set(series.map(({ id }) => id))]
  return ids.flatMap((id) => {
    const lines = series.filter((line) => line.id === id)
    if (lines.length <= MOST_NODES) return lines
    const highest = (line: MetricRead) => statsOf(line.dense)?.max ?? Number.NEGATIVE_INFINITY
    const ranked = lines.toSorted((a, b) => highest(b) - highest(a))
    const rest = ranked.slice(MOST_NODES - 1)
    const [first] = rest
    if (!first) return lines
    const dense = joined(
      first.joins,
      rest.map((line) => line.dense),
    )
    return [
      ...ranked.slice(0, MOST_NODES - 1),
      { ...first, node: null, others: rest.length, joined: first.joins, dense },
    ]
  })
}

function drawn({ id, node, others, unit, joined: how, dense }: MetricRead): MetricSeries {
  const step = dense.stepMs / MINUTE_MS
  const { bucket, at, values } = thinned(dense)
  return {
    id,
    node,
    others,
    unit,
    joined: how,
    stepMinutes: step,
    bucketMinutes: bucket * step,
    at: at.map((index) => index * step),
    values: values.map((value) => Number(value.toPrecision(DIGITS))),
    gaps: gapsOf(dense, bucket).map((gap) => ({ at: gap.at * step, minutes: gap.steps * step, unread: gap.unread })),
    stats: statsOf(dense),
  }
}

/** Failures of one kind and code are one. */
function byReason(failed: readonly FailedCall[]): MetricFailure[] {
  const found = new Map<string, { spans: Span[]; told: Omit<MetricFailure, 'from' | 'to' | 'calls'> }>()
  for (const { span, error } of failed) {
    const { kind, code = null, vendorMessage: message = null } = error
    const reason = `${kind} ${code}`
    const same = found.get(reason) ?? { spans: [], told: { kind, code, message } }
    same.spans.push(span)
    found.set(reason, same)
  }
  return [...found.values()].map(({ spans, told }) => ({
    ...told,
    from: new Date(Math.min(...spans.map(({ from }) => from))).toISOString(),
    to: new Date(Math.max(...spans.map(({ to }) => to))).toISOString(),
    calls: spans.length,
  }))
}
