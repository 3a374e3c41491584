'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { formatTime } from '@/lib/i18n/format'
import { absolute, MINUTE_MS, SHORTEST_MS, type Span, spanOf } from '@/lib/model/time-range'
import { Crosshair } from './crosshair'
import { useMonitorState } from './use-monitor-state'
import { useRangeWords } from './use-range-words'

const DAY_MS = 86_400_000

/** What every page of charts has once: what the address says, the span it means now, one crosshair, words for times. */
export function useChartFrame() {
  const locale = useLang()
  const { zone } = usePreferences()
  const [state, change] = useMonitorState()
  const [crosshair] = useState(() => new Crosshair())
  const [base, refresh] = useBase(state.refresh)
  const span = useMemo(() => spanOf(state.range, base), [state.range, base])
  const isLong = span.to - span.from >= DAY_MS
  const timeText = useCallback(
    (at: number) =>
      formatTime(new Date(Math.round(at / MINUTE_MS) * MINUTE_MS).toISOString(), {
        now: isLong ? at - 2 * DAY_MS : at,
        zone,
        locale,
      }),
    [zone, locale, isLong],
  )
  const zoom = useCallback(
    ({ from, to }: Span) => {
      const middle = (from + to) / 2
      const half = Math.max(SHORTEST_MS, to - from) / 2
      change({ range: absolute({ from: middle - half, to: Math.min(middle + half, Date.now()) }) })
    },
    [change],
  )
  const rangeText = useRangeWords(span, base)
  return { state, change, crosshair, span, rangeText, refresh, timeText, zoom }
}

const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** The minute that "now" is: it moves on with the refresh, and when somebody asks. */
function useBase(seconds: number): readonly [base: number, refresh: () => void] {
  const now = useNow()
  const [base, setBase] = useState(() => minute(now || Date.now()))
  const [next, setNext] = useState(0)
  useEffect(() => {
    if (now === 0 || seconds === 0) return
    if (next === 0) return setNext(now + seconds * 1_000)
    if (now < next || document.hidden) return
    setNext(now + seconds * 1_000)
    setBase(minute(now))
  }, [now, next, seconds])
  return [base, () => setBase(minute(now || Date.now()))]
}
