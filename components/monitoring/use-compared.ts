'use client'

import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useLang } from '@/components/ui/badge'
import type { Instance } from '@/lib/model/instance'
import { type MetricUnit, type Monitoring, PANELS, type SeriesName } from '@/lib/model/metric'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { instanceQuery } from '@/lib/queries/instance'
import { monitoringQuery } from '@/lib/queries/monitoring'
import { colourOf } from './lines'

/** An instance that stands beside others. It keeps its colour over all panels. */
export interface Compared {
  ref: string
  colour: string
  name: string
  row: Instance | null
  monitoring: Monitoring | null
  /** Why it has no lines, or has not yet. */
  problem: 'reading' | 'none' | 'typed' | 'failed' | null
  error: Error | null
}

/** One metric of each instance that has it. */
export interface ComparedPanel {
  id: string
  title: string
  unit: MetricUnit
  /** The line of an instance, by its reference. */
  lines: ReadonlyMap<string, string>
}

const TYPED = 'name:'

/** Id of the panel of a metric that somebody names, for services without a list. */
export const typedPanel = (name: string) => `${TYPED}${name}`
export const typedName = (id: string) => (id.startsWith(TYPED) ? id.slice(TYPED.length) : null)

/** The instances of an address with what can be charted of each. */
export function useCompared(refs: readonly string[]): Compared[] {
  const rows = useQueries({ queries: refs.map((ref) => instanceQuery(ref)) })
  const monitoring = useQueries({ queries: refs.map((ref) => monitoringQuery(ref)) })
  const facts = refs.map((ref, at): Compared => {
    const row = rows[at]?.data?.instance ?? null
    const told = monitoring[at]?.data ?? null
    const error = told ? null : (monitoring[at]?.error ?? rows[at]?.error ?? null)
    return {
      ref,
      colour: colourOf(at),
      name: row ? row.name || row.key.id : (ref.split('.').at(-1) ?? ref),
      row,
      monitoring: told,
      problem: error ? 'failed' : !told ? 'reading' : told.offered === 'keys' ? null : told.offered,
      error,
    }
  })
  const known = facts.map(({ ref, name, problem, row }) => `${ref} ${name} ${problem} ${row === null}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is made of them
  return useMemo(() => facts, [known])
}

/** Every metric that any of them has, usual ones first, then those that somebody named. */
export function useComparedPanels(compared: readonly Compared[], ids: readonly string[] | null) {
  const t = useTranslations('monitoring')
  return useMemo(() => {
    const all = new Map<string, ComparedPanel & { isFirst: boolean }>()
    for (const panelId of PANELS) {
      const names = new Set<SeriesName>()
      const having = compared.flatMap(({ ref, monitoring }) => {
        const panel = monitoring?.panels.find(({ id }) => id === panelId)
        return panel ? [{ ref, panel }] : []
      })
      for (const { panel } of having) for (const { name } of panel.series) names.add(name)
      // What is counted in another unit cannot stand on the same axis.
      const unit = having[0]?.panel.unit
      if (!unit) continue
      ;[...names].forEach((name, at) => {
        const lines = having.flatMap(({ ref, panel }): [string, string][] => {
          const found = panel.unit === unit ? panel.series.find((one) => one.name === name) : undefined
          return found ? [[ref, found.id]] : []
        })
        const [title, series] = [t(`panels.${panelId}`), t(`series.${name}`)]
        const id = `${panelId}.${name}`
        all.set(id, {
          id,
          title: names.size > 1 && series !== title ? t('several.title', { panel: title, series }) : title,
          unit,
          lines: new Map(lines),
          isFirst: at === 0,
        })
      })
    }
    const usual = [...all.values()].filter(({ isFirst }) => isFirst)
    const shown = (ids ?? usual.map(({ id }) => id)).flatMap((id): ComparedPanel[] => {
      const name = typedName(id)
      const listed = all.get(id)
      if (name === null) return listed ? [listed] : []
      const having = compared.filter(({ problem }) => problem === 'typed')
      return [{ id, title: name, unit: 'told', lines: new Map(having.map(({ ref }) => [ref, name])) }]
    })
    return { all: [...all.values()], shown }
  }, [compared, ids, t])
}

/** Why an instance has no lines of a list. */
export function useProblemWords() {
  const t = useTranslations('monitoring.several')
  const lang = useLang()
  return ({ problem, row, error }: Compared): string | null => {
    if (problem === null) return null
    const cloud = row ? PROVIDER_NAMES[row.provider][lang] : ''
    if (problem === 'failed') return t('failed', { said: error?.message ?? '' })
    return problem === 'typed' ? t('typedHas', { cloud }) : t(problem, { cloud })
  }
}
