'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useMemo } from 'react'
import { valueAxis } from '@/components/monitoring/axis'
import { LEFT, RIGHT } from '@/components/monitoring/ground'
import { CONTEXT, commonGaps, type Line, pointsOf } from '@/components/monitoring/lines'
import { usePlot } from '@/components/monitoring/use-plot'
import { useTurn } from '@/components/monitoring/use-turn'
import { useLang } from '@/components/ui/badge'
import { useProblemText, useSaidText } from '@/components/ui/problem'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import type { Span } from '@/lib/model/time-range'
import { metricsQuery, metricsSoFar, monitoringQuery } from '@/lib/queries/monitoring'
import type { Above } from './time-chart'

const CPU_PX = 104
/** Of the line that says why there is no drawing. */
const WHY_PX = 26
const NONE: never[] = []
const noText = () => ''

/**
 * The processor over the same span: of each node where it has several, with the one that is spoken of in front. Until it
 * is read, and where it cannot be, its place says so.
 */
export function useCpu({ ref, provider }: Instance, span: Span, node: string | null): Above {
  const t = useTranslations('slowLog')
  const lang = useLang()
  const problemText = useProblemText()
  const saidText = useSaidText()
  const id = useId()
  const monitoring = useQuery(monitoringQuery(ref))
  const metric = monitoring.data?.panels.find((panel) => panel.id === 'cpu')?.series[0]?.id
  const byNode = (monitoring.data?.nodes.filter(({ of }) => of === 'node').length ?? 0) > 1
  const ids = metric ? [metric] : NONE
  const { data, error, isPlaceholderData } = useQuery({
    ...metricsQuery(ref, span, ids, byNode),
    enabled: metric !== undefined,
    placeholderData: keepPreviousData,
  })
  const { data: progress } = useQuery(metricsSoFar(ref, span, ids, byNode))
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
  if (monitoring.data && metric === undefined) {
    const cloud = PROVIDER_NAMES[provider][lang]
    return {
      height: WHY_PX,
      draw: () => (
        <p className="truncate text-muted text-xs" style={{ marginLeft: LEFT + 6 }} data-cpu-state>
          {t(monitoring.data.offered === 'typed' ? 'cpuTyped' : 'cpuNone', { cloud })}
        </p>
      ),
    }
  }
  const isDrawn = lines.some(({ points }) => points.some(({ t, v }) => v !== null && t >= span.from && t <= span.to))
  const failure = monitoring.error ?? error
  const [failed] = data?.failed ?? []
  const said = isDrawn
    ? null
    : failure
      ? t('cpuFailed', { said: problemText(failure).what })
      : !data || isPlaceholderData
        ? progress
          ? t('cpuReadingCalls', { done: progress.done, of: progress.of })
          : t('cpuReading')
        : failed
          ? t('cpuFailed', { said: saidText(failed) })
          : t('cpuNoData')
  const title = byNode
    ? node !== null && lines.some(({ label }) => label === node)
      ? t('cpuOf', { node })
      : t('cpuNodes')
    : t('cpu')
  return {
    height: CPU_PX,
    draw: (width, marks) => (
      <>
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
        </div>
        <p
          className="pointer-events-none absolute top-3 truncate text-text-2 text-xs"
          style={{ left: LEFT + 6, maxWidth: width - LEFT - RIGHT - 12 }}
        >
          {title}
        </p>
        {said !== null && (
          <p
            className="pointer-events-none absolute inset-x-12 top-1/3 truncate text-center text-muted text-sm"
            role="status"
            data-cpu-state
          >
            <span className="bg-surface px-1">{said}</span>
          </p>
        )}
      </>
    ),
  }
}

/** Not in the task that draws what stands around it. */
function InTurn({ children }: { children: ReactNode }) {
  return useTurn(Boolean(children)) ? children : null
}
