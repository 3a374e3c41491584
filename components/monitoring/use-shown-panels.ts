'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { useLang } from '@/components/ui/badge'
import {
  isPanelId,
  type MetricKey,
  type MetricSeries,
  type MetricUnit,
  type Monitoring,
  type MonitorNode,
} from '@/lib/model/metric'

/** A panel to draw: a curated one, a metric of the list, or a typed name. */
export interface Shown {
  id: string
  title: string
  /** The cloud's own words for a single metric. */
  vendor: string | null
  unit: MetricUnit
  ids: string[]
  names: Record<string, string>
  limit: number | null
  /** A ceiling of which the unit is not known. */
  unsure: number | null
}

const WHERE = { instance: '', node: 'node', proxy: 'proxy' } as const

/** The panels of some ids; what the instance has not is left out. */
export function useShownPanels(data: Monitoring | undefined, ids: readonly string[] | null): Shown[] {
  const t = useTranslations('monitoring')
  const lang = useLang()
  return useMemo(() => {
    if (!data) return []
    const keys = new Map(data.groups.flatMap(({ keys: of }) => of).map((key): [string, MetricKey] => [key.id, key]))
    const usual = data.panels.map(({ id }) => id)
    return (ids ?? usual).flatMap((id): Shown[] => {
      const curated = isPanelId(id) ? data.panels.find((panel) => panel.id === id) : undefined
      if (curated) {
        const names = Object.fromEntries(curated.series.map((one) => [one.id, t(`series.${one.name}`)]))
        const title = t(`panels.${curated.id}`)
        return [
          {
            id,
            title,
            vendor: null,
            unit: curated.unit,
            ids: curated.series.map((one) => one.id),
            names,
            limit: curated.limit,
            unsure: curated.unsure,
          },
        ]
      }
      if (data.offered === 'typed')
        return [
          { id, title: id, vendor: null, unit: 'told', ids: [id], names: { [id]: id }, limit: null, unsure: null },
        ]
      const key = keys.get(id)
      if (!key) return []
      const where = WHERE[key.of]
      const title = where ? t('of', { meaning: key.meaning[lang], where: t(`where.${where}`) }) : key.meaning[lang]
      return [
        { id, title, vendor: key.key, unit: key.unit, ids: [id], names: { [id]: key.key }, limit: null, unsure: null },
      ]
    })
  }, [data, ids, t, lang])
}

/** What a line is called: a node, the other nodes, or its metric. */
export function useLineLabel(nodes: readonly MonitorNode[], names: Record<string, string>) {
  const t = useTranslations('monitoring')
  return useCallback(
    ({ id, node, others, joined }: MetricSeries): string => {
      if (others > 0) return t('others', { count: others, how: joined ?? 'sum' })
      if (node === null) return names[id] ?? id
      return nodes.find((one) => one.id === node)?.name ?? node
    },
    [nodes, names, t],
  )
}
