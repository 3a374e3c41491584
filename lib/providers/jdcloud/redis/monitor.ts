import { emptyDense } from '@/lib/model/series'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { allSides, type MetricRead, type Monitor, NO_MONITORING } from '@/lib/providers/monitor'
import { jdcloudRedisOperations as op } from './catalog'

const DAYS_BACK = 30
const DAYS_BACK_MS = DAYS_BACK * 86_400_000

/**
 * The nine operations of the manual tell nothing over time. The newer getMetric reads one metric of up to 30 days by
 * its name, and no list of names is published: people type the names that they know.
 */
export const monitor: Monitor = {
  describe: async () => ({
    ...NO_MONITORING,
    offered: 'typed',
    operation: 'jdcloud-redis/getMetric',
    reachDays: DAYS_BACK,
  }),

  async read(call, { id, region }, { span, ids }, { signal }) {
    // A second's grace: the cloud counts its days from when the call arrives.
    const from = Math.max(span.from, Date.now() - DAYS_BACK_MS + MINUTE_MS)
    // Of older days nothing is told: to ask would be to ask for an end before the start.
    if (from >= span.to) return { series: ids.map((id) => nothingOf(id, span)), failed: [], calls: 0 }
    const { done, failed } = await allSides(
      ids.map((metric) => ({
        span,
        run: async () => {
          const input = {
            regionId: region,
            cacheInstanceId: id,
            metric,
            startTime: new Date(from).toISOString(),
            endTime: new Date(span.to).toISOString(),
          }
          const { data } = await call(op.getMetric, input, { region, signal })
          return { metric, lines: data.result.metrics ?? [] }
        },
      })),
    )
    const series = done.flatMap(({ metric, lines }) =>
      lines.map(({ bucketName, points }): MetricRead => {
        const told = (points ?? []).flatMap(({ timestamp, value }) => {
          const at = Date.parse(timestamp ?? '')
          return Number.isNaN(at) || typeof value !== 'number' ? [] : [{ at, value }]
        })
        const dense = emptyDense(span, stepOf(told.map(({ at }) => at)))
        for (const { at, value } of told) {
          const index = Math.floor((at - span.from) / dense.stepMs)
          if (index >= 0 && index < dense.values.length) dense.values[index] = value
        }
        const node = bucketName && bucketName !== id ? bucketName : null
        return { id: metric, node, others: 0, unit: 'told', joined: null, joins: 'average', dense }
      }),
    )
    return { series, failed, calls: ids.length }
  },
}

const nothingOf = (id: string, span: Span): MetricRead => ({
  id,
  node: null,
  others: 0,
  unit: 'told',
  joined: null,
  joins: 'average',
  dense: emptyDense(span, MINUTE_MS),
})

/** The least distance of two points, in whole minutes: the operation does not tell it. */
function stepOf(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  const steps = sorted.slice(1).map((at, n) => at - (sorted[n] ?? at))
  const least = Math.min(...steps.filter((step) => step > 0))
  return Number.isFinite(least) ? Math.max(1, Math.round(least / MINUTE_MS)) * MINUTE_MS : MINUTE_MS
}
