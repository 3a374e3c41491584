import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useNow } from '@/components/ui/clock'
import { Meter } from '@/components/ui/number'
import { usePreferences } from '@/components/ui/preferences'
import { Moment } from '@/components/ui/time'
import { formatNumber } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import { daysLeft, endTone, memoryUse } from './facts'

interface Figure {
  id: string
  label: string
  value: ReactNode
  unit?: ReactNode
  below?: ReactNode
}

/** What is asked first of an instance, in large figures. What its cloud did not say is left to the lists below. */
export function Figures({ row }: { row: Instance }) {
  const t = useTranslations('instances')
  const { zone } = usePreferences()
  const now = useNow()
  const memory = memoryUse(row)
  const figures: Figure[] = []
  if (memory.total !== null || memory.used !== null)
    figures.push({
      id: 'memory',
      label: memory.used === null ? t('facts.memory') : t('facts.used'),
      value: memory.used ?? memory.total,
      unit: memory.used !== null && memory.total !== null ? `/ ${memory.total} ${memory.unit}` : memory.unit,
      below: memory.share === null ? null : <Meter share={memory.share} tone={memory.tone} />,
    })
  if (row.shards !== null && row.shards > 1)
    figures.push({ id: 'shards', label: t('figures.shards'), value: formatNumber(row.shards) })
  if (row.connections !== null)
    figures.push({ id: 'connections', label: t('facts.connections'), value: formatNumber(row.connections) })
  if (row.bandwidthMbps !== null)
    figures.push({
      id: 'bandwidth',
      label: t('facts.bandwidth'),
      value: formatNumber(row.bandwidthMbps),
      unit: t('figures.mbits'),
    })
  if (row.qps !== null) figures.push({ id: 'qps', label: t('facts.qps'), value: formatNumber(row.qps) })
  const days = now === 0 ? null : daysLeft(row, { now, zone })
  if (row.expiresAt !== null && days !== null) {
    const tone = endTone(days)
    const color = tone === 'danger' ? 'text-danger' : tone === 'warn' ? 'text-warn' : ''
    figures.push({
      id: 'ends',
      label: t('facts.ends'),
      value: (
        <span className={color}>{days < 0 ? t('facts.daysAgo', { days: -days }) : t('facts.daysLeft', { days })}</span>
      ),
      below: <Moment at={row.expiresAt} style="date" />,
    })
  }
  if (figures.length === 0) return null
  return (
    <dl className="grid grid-cols-2 border-border border-b wide:flex">
      {figures.map(({ id, label, value, unit, below }) => (
        <div key={id} className="min-w-0 flex-1 border-border border-r px-gut py-2.5 last:border-r-0">
          <dt className="truncate text-muted text-sm">{label}</dt>
          <dd className="whitespace-nowrap text-lg tabular-nums">
            {value} {unit ? <span className="unit text-sm">{unit}</span> : null}
          </dd>
          {below ? <dd className="text-muted text-sm">{below}</dd> : null}
        </div>
      ))}
    </dl>
  )
}
