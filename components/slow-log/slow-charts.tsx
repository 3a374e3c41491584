'use client'

import { memo, useMemo, useState } from 'react'
import { Crosshair } from '@/components/monitoring/crosshair'
import { EventLane } from '@/components/monitoring/event-lane'
import { useMarks } from '@/components/monitoring/use-marks'
import type { Instance } from '@/lib/model/instance'
import type { SlowEntry } from '@/lib/model/slow-log'
import type { CountBucket } from '@/lib/model/slow-stats'
import type { Span } from '@/lib/model/time-range'
import { useCpu } from './cpu-lines'
import { Durations } from './durations'
import { type Onset, onsetMark } from './onset-mark'
import { TimeChart } from './time-chart'
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
  /** The node whose processor stands in front. */
  node: string | null
  /** When what matters most began; null: it was there all along, or it is not known. */
  began: Onset | null
  /** Those whose durations are counted. */
  entries: readonly SlowEntry[]
  onSpan: (span: Span) => void
  onRemoveLast: () => void
}

/** What happened, the processor and the slow commands on one axis, and how long these took. */
export const SlowCharts = memo(function SlowCharts(props: SlowChartsProps) {
  const { row, span, isLong, entries, node, began, ...chart } = props
  const [crosshair] = useState(() => new Crosshair())
  const timeText = useTimeText(isLong)
  const { ref, key } = row
  const name = row.name || key.id
  const happened = useMarks(
    useMemo(() => [{ ref, name }], [ref, name]),
    span,
  )
  const marks = useMemo(() => {
    const onset = onsetMark(ref, span, began)
    return onset ? [...happened.marks, onset].sort((a, b) => a.from - b.from) : happened.marks
  }, [ref, span, began, happened.marks])
  const cpu = useCpu(row, span, node)
  return (
    <div className="slow-charts">
      <div className="min-w-0 pt-1">
        <EventLane {...happened} marks={marks} span={span} crosshair={crosshair} timeText={timeText} />
        <TimeChart {...chart} above={cpu} span={span} marks={marks} crosshair={crosshair} />
      </div>
      <Durations entries={entries} />
    </div>
  )
})
