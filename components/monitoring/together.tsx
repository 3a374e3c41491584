'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Instance } from '@/lib/model/instance'
import type { Monitoring } from '@/lib/model/metric'
import { type Span, writeRange } from '@/lib/model/time-range'
import type { Crosshair } from './crosshair'
import type { Mark } from './marks'
import { useSlowCounts } from './slow-counts'
import type { MonitorState } from './use-monitor-state'
import { type Shown, useShownPanels } from './use-shown-panels'

/** What moves when something is wrong, in the order in which one asks. */
const TOGETHER = ['cpu', 'connections', 'evictions', 'network']

interface TogetherProps {
  row: Instance
  data: Monitoring
  state: MonitorState
  span: Span
  crosshair: Crosshair
  onZoom: (span: Span) => void
  marks: readonly Mark[]
  /** The marks, drawn over all. */
  lane: ReactNode
  draw: (shown: Shown) => ReactNode
}

/** Slow commands, CPU, connections, evictions, traffic and what happened, one below the other on one axis. */
export function Together({ row, data, state, span, crosshair, onZoom, marks, lane, draw }: TogetherProps) {
  const t = useTranslations('monitoring.together')
  const shown = useShownPanels(data, data.offered === 'typed' ? state.shown : TOGETHER)
  const slow = useSlowCounts({ row, span, range: writeRange(state.range), marks, crosshair, onZoom })
  return (
    <div className="monitor-together">
      {slow.sentence}
      {lane}
      <div className="monitor-stack">
        {slow.panel}
        {shown.map((one) => draw(one))}
      </div>
      <p className="px-gut py-2 text-muted text-sm">{t('how')}</p>
    </div>
  )
}
