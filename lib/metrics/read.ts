import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { MetricFailure, MetricSeries, Metrics, Monitoring } from '@/lib/model/metric'
import { QUARTER_MINUTES } from '@/lib/model/rollup'
import { gapsOf, joined, type Stats, statsOf, thinned } from '@/lib/model/series'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { ProviderError } from '@/lib/providers/error'
import { type FailedCall, type MetricQuestion, type MetricRead, NO_MONITORING } from '@/lib/providers/monitor'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'
import { emptyLines, fillKept, keptOf, partsOf } from './stored'

/** Lines of nodes by themselves; the rest become one. */
const MOST_NODES = 8
/** Figures of a value that is sent: more than a chart or its table shows, and a quarter of the bytes. */
const DIGITS = 6
const short = (value: number) => Number(value.toPrecision(DIGITS))

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
 * Some lines of an instance over a span, at most 600 points each with every peak. What is kept of it is taken from there,
 * the rest is asked of its cloud now; what a call did not bring is told beside what others did. `watch` is told after each
 * call. Throws as `readMonitoring` does, when nothing is kept and no call brought anything.
 */
export async function readMetrics(
  actor: Actor,
  key: InstanceKey,
  question: MetricQuestion,
  { signal, watch }: { signal?: AbortSignal; watch?: (done: number, of: number, sofar: () => Metrics) => void } = {},
): Promise<Metrics> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { target } = await knownTarget(key)
  const { span } = question
  interface Told {
    series: MetricRead[]
    failed: FailedCall[]
    calls: number
  }
  const answer = ({ series, failed, calls }: Told, kept: Metrics['kept'] = []): Metrics => ({
    at: new Date().toISOString(),
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    series: fewNodes(series).map((line) => drawn(line, Math.max(1, ...kept.map(({ minutes }) => minutes)))),
    failed: byReason(failed),
    calls,
    kept,
  })
  const service = MONITOR_OF[key.service]
  if (!service) return answer({ series: [], failed: [], calls: 0 })
  const kept = question.byNode ? undefined : await keptOf(refOf(key), question.ids)
  if (!kept)
    return answer(
      await service.read(call, target, question, {
        signal,
        watch: (done, of, sofar) => watch?.(done, of, () => answer({ series: sofar(), failed: [], calls: done })),
      }),
    )
  const lines = emptyLines(question.ids, span)
  const failed: FailedCall[] = []
  let calls = 0
  const parts = partsOf(span, kept, Date.now())
  await Promise.all(
    parts.map(async (part) => {
      if (part.from !== 'cloud') return fillKept(refOf(key), part, lines, span.from)
      const told = await service
        .read(call, target, { ...question, span: part.span }, { signal })
        .catch((error: unknown) => {
          if (!(error instanceof ProviderError) || error.kind === 'cancelled') throw error
          return { series: [], failed: [{ span: part.span, error }], calls: 1 }
        })
      failed.push(...told.failed)
      calls += told.calls
      const at = (part.span.from - span.from) / MINUTE_MS
      for (const [id, line] of lines) {
        const found = told.series.find((one) => one.id === id)
        if (found) line.values.set(found.dense.values, at)
        if (found) line.unread.set(found.dense.unread, at)
        else line.unread.fill(1, at, (part.span.to - span.from) / MINUTE_MS)
      }
    }),
  )
  const series = question.ids.flatMap((id): MetricRead[] => {
    const [told, dense] = [kept.series[id], lines.get(id)]
    return told && dense ? [{ id, node: null, others: 0, ...told, dense }] : []
  })
  return answer(
    { series, failed, calls },
    parts.flatMap(({ span: { from, to }, from: source }) =>
      source === 'cloud'
        ? []
        : [
            {
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
              minutes: source === 'quarters' ? QUARTER_MINUTES : 1,
            },
          ],
    ),
  )
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

const shortStats = (stats: Stats | null): Stats | null =>
  stats && { min: short(stats.min), avg: short(stats.avg), max: short(stats.max), last: short(stats.last) }

/** `coarsest`: minutes that some of its values stand for. */
function drawn({ id, node, others, unit, joined: how, dense }: MetricRead, coarsest: number): MetricSeries {
  const step = dense.stepMs / MINUTE_MS
  const { bucket, at, values } = thinned(dense)
  return {
    id,
    node,
    others,
    unit,
    joined: how,
    stepMinutes: step,
    bucketMinutes: Math.max(bucket * step, coarsest),
    at: at.map((index) => index * step),
    values: values.map(short),
    gaps: gapsOf(dense, bucket).map((gap) => ({ at: gap.at * step, minutes: gap.steps * step, unread: gap.unread })),
    stats: shortStats(statsOf(dense)),
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
