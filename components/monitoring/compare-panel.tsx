'use client'

import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { useProblemText, useSaidText } from '@/components/ui/problem'
import type { Metrics } from '@/lib/model/metric'
import type { Span } from '@/lib/model/time-range'
import { lastOver } from '@/lib/queries/last-over'
import { lineQuery } from '@/lib/queries/monitoring'
import type { Crosshair } from './crosshair'
import { type Line, pointsOf } from './lines'
import type { Mark } from './marks'
import { PanelFrame } from './panel-frame'
import { namesOfRefusal, PickName } from './pick-name'
import { type Compared, type ComparedPanel, typedName, typedPanel } from './use-compared'
import type { MonitorState } from './use-monitor-state'
import { useSeen } from './use-seen'

interface ComparePanelProps {
  shown: ComparedPanel
  compared: readonly Compared[]
  span: Span
  marks: readonly Mark[]
  crosshair: Crosshair
  state: MonitorState
  change: (part: Partial<MonitorState>) => void
  onZoom: (span: Span) => void
  isFull?: boolean
}

/** One metric, a line per instance. Each is asked of its own cloud when the panel comes into view. */
export function ComparePanel({ shown, compared, ...props }: ComparePanelProps) {
  const { span, state, change } = props
  const t = useTranslations('monitoring.several')
  const problem = useProblemText()
  const saidText = useSaidText()
  const root = useRef<HTMLElement>(null)
  const isSeen = useSeen(root)
  const told = useMemo(
    () =>
      compared.flatMap((one) => {
        const id = shown.lines.get(one.ref)
        return id === undefined ? [] : [{ ...one, id }]
      }),
    [compared, shown.lines],
  )
  const client = useQueryClient()
  const queries = useQueries({
    queries: told.map(({ ref, id }) => {
      const query = lineQuery(ref, span, id)
      return { ...query, enabled: isSeen, placeholderData: () => lastOver<Metrics>(client, query) }
    }),
    combine: (all) => ({
      answers: all.map(({ data, isPlaceholderData }) => ({ data, isOld: isPlaceholderData })),
      errors: all.map(({ error }) => error),
      isReading: all.some(({ isFetching }) => isFetching),
    }),
  })
  const { answers, errors } = queries
  const lines = useMemo(
    () =>
      told.flatMap(({ ref, name, colour }, at): Line[] => {
        const data = answers[at]?.data
        return (data?.series ?? []).map((series, index) => ({
          key: `${ref} ${index}`,
          label: series.node === null ? name : `${name} ${series.node}`,
          colour,
          isBefore: false,
          series,
          points: pointsOf(series, Date.parse(data?.from ?? '')),
        }))
      }),
    [told, answers],
  )
  const data = useMemo((): Pick<Metrics, 'from' | 'to' | 'series' | 'failed' | 'kept'> | undefined => {
    const known = answers.flatMap((one) => one.data ?? [])
    const [first] = known
    const [from, to] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()]
    const failed = told.flatMap(({ name }, at): Metrics['failed'] => {
      const error = errors[at]
      const parts = answers[at]?.data?.failed ?? []
      const said = error && !answers[at]?.data ? problem(error) : null
      const message = said && [said.what, said.cloud?.code].filter(Boolean).join(' · ')
      const whole = said ? [{ kind: 'failed', code: null, message, from, to, calls: 1 }] : []
      return [...parts, ...whole].map((one) => ({ ...one, code: null, message: `${name}: ${saidText(one)}` }))
    })
    if (!first && failed.length === 0) return undefined
    return {
      from: first?.from ?? from,
      to: first?.to ?? to,
      series: known.flatMap(({ series }) => series),
      failed,
      kept: known
        .flatMap(({ kept }) => kept)
        .filter(({ minutes }) => minutes > 1)
        .slice(0, 1),
    }
  }, [told, answers, errors, span, problem, saidText])
  const again = () => {
    const isFailed = (at: number) => errors[at] || (answers[at]?.data?.failed.length ?? 0) > 0
    for (const { ref, id } of told.filter((_, at) => isFailed(at)))
      void client.refetchQueries({ queryKey: lineQuery(ref, span, id).queryKey, exact: true })
  }
  const named = typedName(shown.id) === null ? [] : [...new Set(errors.flatMap(namesOfRefusal))]
  const pick = (name: string) => {
    const next = (state.shown ?? []).map((one) => (one === shown.id ? typedPanel(name) : one))
    change({ shown: [...new Set(next)] })
  }
  const missing = compared.filter(({ ref, problem }) => problem === null && !shown.lines.has(ref))
  return (
    <PanelFrame
      {...props}
      root={root}
      isSeen={isSeen}
      expected={told.length}
      instance={t('file')}
      shown={{ id: shown.id, vendor: null, unit: shown.unit }}
      title={shown.title}
      limit={null}
      lines={lines}
      data={data}
      error={null}
      onAgain={again}
      isReading={queries.isReading}
      isOld={answers.length > 0 && answers.some(({ isOld }) => isOld)}
      progress={null}
      empty={t('noneRead')}
      remark={
        named.length > 0 ? (
          <PickName names={named} onPick={pick} />
        ) : missing.length > 0 ? (
          t('missing', { names: missing.map(({ name }) => name).join(t('and')) })
        ) : null
      }
    />
  )
}
