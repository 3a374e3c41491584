import { valueText } from '@/components/monitoring/values'
import type { MetricUnit } from '@/lib/model/metric'
import type { SizingMeasure } from '@/lib/model/sizing'

export const MEASURE_UNITS: Record<SizingMeasure, MetricUnit> = {
  memory: 'bytes',
  cpu: 'percent',
  operations: 'per-second',
  connections: 'count',
  in: 'mbps',
  out: 'mbps',
  evicted: 'per-second',
  hits: 'percent',
}

/** A value with the unit that its name does not say. */
export function measureText(measure: SizingMeasure, value: number): string {
  const unit = MEASURE_UNITS[measure]
  return unit === 'percent' ? `${valueText(value, unit)}\u2009%` : valueText(value, unit)
}
