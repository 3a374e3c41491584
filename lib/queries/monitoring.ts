import { queryOptions } from '@tanstack/react-query'
import type { Marks } from '@/lib/model/mark'
import type { Metrics, MetricsSoFar, Monitoring } from '@/lib/model/metric'
import type { Span } from '@/lib/model/time-range'
import { address, api, parsed, send } from './api'
import { checked, hasFields, isListOf, isNumber, isText, orNull } from './check'
import { gathered } from './gathered'
import { readLines } from './lines'

// Keys of their own: what a reading of the inventory makes old are facts, not what a cloud said of a time that is past.
const at = (ref: string, what: string) => `/api/instances/${encodeURIComponent(ref)}/${what}`

const isKey = hasFields({ id: isText, group: isText, key: isText, of: isText, unit: isText })
const isMonitoring = hasFields({
  offered: isText,
  reachDays: orNull(isNumber),
  panels: isListOf(hasFields({ id: isText, unit: isText, series: isListOf(hasFields({ id: isText, name: isText })) })),
  groups: isListOf(hasFields({ group: isText, keys: isListOf(isKey) })),
  nodes: isListOf(hasFields({ id: isText, of: isText, name: isText })),
})
const isSeries = hasFields({
  id: isText,
  node: orNull(isText),
  others: isNumber,
  unit: isText,
  bucketMinutes: isNumber,
  at: isListOf(isNumber),
  values: isListOf(isNumber),
  gaps: isListOf(hasFields({ at: isNumber, minutes: isNumber })),
  stats: orNull(hasFields({ min: isNumber, avg: isNumber, max: isNumber, last: isNumber })),
})
const isMetrics = hasFields({
  from: isText,
  to: isText,
  series: isListOf(isSeries),
  failed: isListOf(hasFields({ kind: isText, from: isText, to: isText, calls: isNumber })),
  calls: isNumber,
  kept: isListOf(hasFields({ from: isText, to: isText, minutes: isNumber })),
})

const MonitoringAnswer = checked<Monitoring>('what can be charted', isMonitoring)
const MetricsAnswer = checked<Metrics>('metrics', isMetrics)

const MarksAnswer = checked<Marks>(
  'marks',
  hasFields({
    items: isListOf(hasFields({ id: isText, kind: isText, from: isText, to: orNull(isText), word: orNull(isText) })),
    refused: isListOf(hasFields({ of: isText, kind: isText })),
  }),
)

/** What happened to an instance within a span; its cloud is asked for what is not ours. */
export const marksQuery = (ref: string, span: Span) =>
  queryOptions({
    queryKey: ['charts', 'marks', ref, span.from, span.to],
    queryFn: ({ signal }) =>
      api.get(at(ref, 'marks'), {
        schema: MarksAnswer,
        query: { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
        signal,
      }),
    staleTime: 120_000,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
  })

/** What can be charted of an instance; its cloud is asked for its nodes. */
export const monitoringQuery = (ref: string) =>
  queryOptions({
    queryKey: ['charts', 'monitoring', ref],
    queryFn: ({ signal }) => api.get(at(ref, 'monitoring'), { schema: MonitoringAnswer, signal }),
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  })

const SoFar = checked<MetricsSoFar>('metrics so far', hasFields({ done: isNumber, of: isNumber, metrics: isMetrics }))

const keyOf = (ref: string, { from, to }: Span, ids: readonly string[], byNode: boolean) =>
  ['charts', 'metrics', ref, from, to, ids, byNode] as const

/** How far the reading of `metricsQuery` is, while it takes long; null: it is not. */
export const metricsSoFar = (ref: string, span: Span, ids: readonly string[], byNode: boolean) =>
  queryOptions<MetricsSoFar | null>({
    queryKey: ['charts', 'metrics-so-far', ...keyOf(ref, span, ids, byNode)],
    queryFn: () => null,
    enabled: false,
    gcTime: 60_000,
  })

/** Asks for lines of a span; `onPart` is told how far it is while it takes long. */
async function readMetrics(
  ref: string,
  { from, to }: Span,
  { ids, byNode }: { ids: readonly string[]; byNode: boolean },
  { signal, onPart = () => {} }: { signal: AbortSignal; onPart?: (part: MetricsSoFar) => void },
): Promise<Metrics> {
  const path = address(at(ref, 'metrics'), {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    series: ids.join(','),
    by: byNode ? 'node' : 'total',
  })
  const response = await send('GET', path, undefined, signal)
  if (!response.headers.get('content-type')?.includes('ndjson')) return parsed(response, MetricsAnswer)
  return readLines(response, { answer: MetricsAnswer, part: SoFar }, onPart)
}

const OLD = { staleTime: 120_000, gcTime: 120_000, refetchOnWindowFocus: false }

/** Lines of a span. What is not kept is asked of the cloud: once for what is past, again when the span moves. */
export const metricsQuery = (ref: string, span: Span, ids: readonly string[], byNode: boolean) =>
  queryOptions({
    queryKey: keyOf(ref, span, ids, byNode),
    queryFn: async ({ signal, client }) => {
      const { queryKey } = metricsSoFar(ref, span, ids, byNode)
      try {
        const onPart = (part: MetricsSoFar) => client.setQueryData(queryKey, part)
        return await readMetrics(ref, span, { ids, byNode }, { signal, onPart })
      } finally {
        client.setQueryData(queryKey, null)
      }
    },
    ...OLD,
  })

/** One line, as `metricsQuery` has it. Lines of an instance that are wanted at the same time are asked for together. */
export const lineQuery = (ref: string, span: Span, id: string) =>
  queryOptions({
    queryKey: keyOf(ref, span, [id], false),
    queryFn: async ({ signal }) => {
      const together = `${ref} ${span.from} ${span.to}`
      const all = await gathered(together, id, signal, (ids, signal) =>
        readMetrics(ref, span, { ids, byNode: false }, { signal }),
      )
      const series = all.series.filter((one) => one.id === id)
      // A call that failed may have been for the others.
      const isWhole = series.length > 0 && series.every(({ gaps }) => gaps.every(({ unread }) => !unread))
      return { ...all, series, failed: isWhole ? [] : all.failed }
    },
    ...OLD,
  })
