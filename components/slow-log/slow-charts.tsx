'use client'

import { useMemo, useState } from 'react'
import { Crosshair } from '@/components/monitoring/crosshair'
import { EventLane } from '@/components/monitoring/event-lane'
import { useMarks } from '@/components/monitoring/use-marks'
import type { Instance } from '@/lib/model/instance'
import type { SlowEntry } from '@/lib/model/slow-log'
import type { CountBucket } from '@/lib/model/slow-stats'
import type { Span } from '@/lib/model/time-range'
import { Durations } from './durations'
import { type Above, TimeChart } from './time-chart'
import { useTimeText } from './words'

interface SlowChartsProps {
  row: Instance
  span: Span
  isLong: boolean
  counts: readonly CountBucket[]
  stepMs: number
  marked: string | null
  spans: readonly Span[]
  unread: readonly Span[]
  /** The processor. */
  above: Above | null
  /** Those whose durations are counted. */
  entries: readonly SlowEntry[]
  onSpan: (span: Span) => void
}

/** What happened, the processor and the slow commands on one axis, and how long these took. */
export function SlowCharts({ row, span, isLong, entries, ...chart }: SlowChartsProps) {
  const [crosshair] = useState(() => new Crosshair())
  const timeText = useTimeText(isLong)
  const { ref, key } = row
  const name = row.name || key.id
  const happened = useMarks(
    useMemo(() => [{ ref, name }], [ref, name]),
    span,
  )
  return (
    <div className="slow-charts">
      <div className="min-w-0 pt-1">
        <EventLane {...happened} span={span} crosshair={crosshair} timeText={timeText} />
        <TimeChart {...chart} span={span} marks={happened.marks} crosshair={crosshair} />
      </div>
      <Durations entries={entries} />
    </div>
  )
}
