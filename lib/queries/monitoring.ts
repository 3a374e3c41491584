import { queryOptions } from '@tanstack/react-query'
import type { Metrics, Monitoring } from '@/lib/model/metric'
import type { Span } from '@/lib/model/time-range'
import { api } from './api'
import { checked, hasFields, isListOf, isNumber, isText, orNull } from './check'

const at = (ref: string, what: string) => `/api/instances/${encodeURIComponent(ref)}/${what}`

const isKey = hasFields({ id: isText, group: isText, key: isText, of: isText, unit: isText })
const isMonitoring = hasFields({
  offered: isText,
  panels: isListOf(hasFields({ id: isText, unit: isText, series: isListOf(hasFields({ id: isText, name: isText })) })),
  groups: isListOf(hasFields({ group: isText, keys: isListOf(isKey) })),
  nodes: isListOf(hasFields({ id: isText, of: isText, number: isNumber })),
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
})

const MonitoringAnswer = checked<Monitoring>('what can be charted', isMonitoring)
const MetricsAnswer = checked<Metrics>('metrics', isMetrics)

/** What can be charted of an instance; its cloud is asked for its nodes. */
export const monitoringQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'monitoring', ref],
    queryFn: ({ signal }) => api.get(at(ref, 'monitoring'), { schema: MonitoringAnswer, signal }),
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  })

/** Lines of a span. The cloud is asked: once for what is past, again when the span moves. */
export const metricsQuery = (ref: string, { from, to }: Span, ids: readonly string[], byNode: boolean) =>
  queryOptions({
    queryKey: ['instances', 'metrics', ref, from, to, ids, byNode],
    queryFn: ({ signal }) =>
      api.get(at(ref, 'metrics'), {
        schema: MetricsAnswer,
        query: {
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          series: ids.join(','),
          by: byNode ? 'node' : 'total',
        },
        signal,
      }),
    staleTime: 120_000,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
  })
