'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useMemo } from 'react'
import { valueAxis } from '@/components/monitoring/axis'
import { LEFT, RIGHT } from '@/components/monitoring/ground'
import { CONTEXT, commonGaps, type Line, pointsOf } from '@/components/monitoring/lines'
import { usePlot } from '@/components/monitoring/use-plot'
import { useTurn } from '@/components/monitoring/use-turn'
import type { Span } from '@/lib/model/time-range'
import { metricsQuery, monitoringQuery } from '@/lib/queries/monitoring'
import type { Above } from './time-chart'

export const CPU_PX = 104
const NONE: never[] = []
const noText = () => ''

/** The processor over the same span: of each node where it has several, with the one that is spoken of in front. */
export function useCpu(ref: string, span: Span, node: string | null): Above | null {
  const t = useTranslations('slowLog')
  const id = useId()
  const monitoring = useQuery(monitoringQuery(ref))
  const metric = monitoring.data?.panels.find((panel) => panel.id === 'cpu')?.series[0]?.id
  const byNode = (monitoring.data?.nodes.filter(({ of }) => of === 'node').length ?? 0) > 1
  const { data, error } = useQuery({
    ...metricsQuery(ref, span, metric ? [metric] : [], byNode),
    enabled: metric !== undefined,
    placeholderData: keepPreviousData,
  })
  const lines = useMemo(
    () =>
      (data?.series ?? [])
        .map((series): Line => {
          const own = monitoring.data?.nodes.find(({ id }) => id === series.node)?.name ?? series.node
          const isSpokenOf = node !== null && own === node
          return {
            key: `${series.node ?? ''} ${series.others}`,
            label: own ?? '',
            colour: isSpokenOf || series.node === null ? 'var(--s2)' : CONTEXT,
            isBefore: false,
            series,
            points: pointsOf(series, Date.parse(data?.from ?? '')),
          }
        })
        // Drawn last is in front.
        .sort((a, b) => Number(a.colour !== CONTEXT) - Number(b.colour !== CONTEXT)),
    [data, monitoring.data, node],
  )
  const gaps = useMemo(() => (data ? commonGaps(lines, data) : NONE), [lines, data])
  const axis = useMemo(() => ({ ...valueAxis(0, 100, { binary: false, whole: true }), ticks: [0, 50, 100] }), [])
  const Plot = usePlot(metric !== undefined)
  if (metric === undefined || (error && !data)) return null
  const title = byNode
    ? node !== null && lines.some(({ label }) => label === node)
      ? t('cpuOf', { node })
      : t('cpuNodes')
    : t('cpu')
  return {
    height: CPU_PX,
    draw: (width, marks) => (
      <div role="img" aria-label={title}>
        <InTurn>
          {Plot && (
            <Plot
              id={id}
              width={width}
              height={CPU_PX}
              span={span}
              lines={lines}
              axis={axis}
              isLog={false}
              unit="percent"
              times={NONE}
              timeText={noText}
              limit={null}
              limitText=""
              gaps={gaps}
              marks={marks}
            />
          )}
        </InTurn>
        <p
          className="pointer-events-none absolute top-3 truncate text-text-2 text-xs"
          style={{ left: LEFT + 6, maxWidth: width - LEFT - RIGHT - 12 }}
        >
          {title}
        </p>
      </div>
    ),
  }
}

/** Not in the task that draws what stands around it. */
function InTurn({ children }: { children: ReactNode }) {
  return useTurn(Boolean(children)) ? children : null
}
