'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import type { MonitorNode } from '@/lib/model/metric'
import type { Span } from '@/lib/model/time-range'
import { metricsQuery, metricsSoFar } from '@/lib/queries/monitoring'
import type { Crosshair } from './crosshair'
import { beforeKey, CONTEXT, colourOf, comparedSeries, FRONT, keyOf, type Line, pointsOf } from './lines'
import type { Mark } from './marks'
import { PanelFrame } from './panel-frame'
import { namesOfRefusal, PickName } from './pick-name'
import type { MonitorState } from './use-monitor-state'
import { useSeen } from './use-seen'
import { type Shown, useLineLabel } from './use-shown-panels'

/** Of more nodes than these the highest stand by themselves (`lib/metrics/read.ts`). */
const MOST_NODES = 8

interface PanelProps {
  reference: string
  instance: string
  shown: Shown
  span: Span
  /** How long before the span the comparison begins; 0: none. */
  shiftMs: number
  nodes: readonly MonitorNode[]
  /** The node that the page speaks of: by node it stands first, in its colour. */
  front: string | null
  /** Its line stands beside that of all nodes, which does not show it. */
  isFrontBeside?: boolean
  marks: readonly Mark[]
  crosshair: Crosshair
  state: MonitorState
  change: (part: Partial<MonitorState>) => void
  onZoom: (span: Span) => void
  /** Fills the window. */
  isFull?: boolean
  /** Of the drawing, in pixels. */
  height?: number | undefined
}

/** One chart of an instance. It asks its cloud, and draws, when it comes into view. */
export function Panel({ reference, shown, nodes, shiftMs: shift, front, isFrontBeside, ...props }: PanelProps) {
  const { span, state, change } = props
  const t = useTranslations('monitoring')
  const root = useRef<HTMLElement>(null)
  const isSeen = useSeen(root)
  const labelOf = useLineLabel(nodes, shown.names)
  // Nodes are compared with each other.
  const shiftMs = state.byNode ? 0 : shift
  // Of several lines each by node nothing could be read: the first stands for its panel.
  const ids = state.byNode ? shown.ids.slice(0, 1) : shown.ids
  const query = useQuery({
    ...metricsQuery(reference, span, ids, state.byNode),
    enabled: isSeen,
    placeholderData: keepPreviousData,
  })
  const { data: progress = null } = useQuery(metricsSoFar(reference, span, ids, state.byNode))
  // One line of the earlier time, whichever is looked at: each further one would be as much to read again.
  const compared = comparedSeries(ids, state.alone[shown.id] ?? null)
  const earlier = useQuery({
    ...metricsQuery(reference, { from: span.from - shiftMs, to: span.to - shiftMs }, compared ? [compared] : [], false),
    enabled: isSeen && shiftMs > 0 && compared !== undefined,
  })
  const besides = isFrontBeside && front !== null && !state.byNode
  const byNode = useQuery({
    ...metricsQuery(reference, span, ids.slice(0, 1), true),
    enabled: isSeen && besides,
    placeholderData: keepPreviousData,
  })
  const isNew = query.data !== undefined && !query.isPlaceholderData
  const data = isNew ? query.data : (progress?.metrics ?? query.data)
  const lines = useMemo(() => {
    const told = data?.series ?? []
    const nodes = besides ? (byNode.data?.series ?? []) : state.byNode ? told : []
    const first = nodes.filter(({ node }) => node !== null && node === front)
    const own = [...first, ...told.filter((one) => !first.includes(one))].map(
      (series, index): Line => ({
        key: keyOf(series),
        label: labelOf(series),
        colour: series.others > 0 ? CONTEXT : first.includes(series) ? FRONT : colourOf(index, first.length > 0),
        isBefore: false,
        series,
        points: pointsOf(series, Date.parse(data?.from ?? '')),
      }),
    )
    const before = shiftMs > 0 ? (earlier.data?.series ?? []) : []
    return [
      ...own,
      ...before.map(
        (series): Line => ({
          key: beforeKey(keyOf(series)),
          label:
            ids.length > 1
              ? t('comparedLine', { line: labelOf(series), when: t(`compares.${state.compare}`) })
              : t(`compared.${state.compare}`),
          colour: CONTEXT,
          isBefore: true,
          series,
          points: pointsOf(series, Date.parse(earlier.data?.from ?? ''), shiftMs),
        }),
      ),
    ]
  }, [data, earlier.data, shiftMs, state.compare, state.byNode, ids.length, front, besides, byNode.data, labelOf, t])
  const told = data ? [] : namesOfRefusal(query.error)
  const pick = (name: string) =>
    change({ shown: [...new Set((state.shown ?? []).map((one) => (one === shown.id ? name : one)))] })
  const expected = state.byNode
    ? Math.min(MOST_NODES, nodes.length)
    : ids.length + (shiftMs > 0 ? 1 : 0) + (besides ? 1 : 0)
  return (
    <PanelFrame
      {...props}
      root={root}
      isSeen={isSeen}
      expected={expected}
      shown={shown}
      title={state.byNode && nodes.length > 0 ? t('byNodeTitle', { title: shown.title }) : shown.title}
      limit={state.byNode ? null : shown.limit}
      remark={
        told.length > 0 ? (
          <PickName names={told} onPick={pick} />
        ) : !state.byNode && shown.unsure !== null ? (
          t('limitUnsure', { value: shown.unsure })
        ) : null
      }
      lines={lines}
      data={data}
      error={query.error}
      onAgain={() => void query.refetch()}
      isReading={query.isFetching}
      isOld={query.isPlaceholderData && data === query.data}
      progress={progress}
    />
  )
}
