'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Trouble } from '@/components/instances/health'
import { formatNumber } from '@/lib/i18n/format'
import type { Overview } from '@/lib/model/fleet'
import { ENDED, ENDING_SOON } from '@/lib/model/soon'

const SERIOUS = ['error', 'expired', 'locked', 'unknown'] as const

/** What is wrong with the fleet, each part leading to its instances; or that nothing is. */
export function Sentence({ overview, troubles }: { overview: Overview; troubles: readonly Trouble[] }) {
  const t = useTranslations('overview')
  const link = (href: string) => (chunks: ReactNode) => <Link href={href}>{chunks}</Link>
  const parts: { key: string; node: ReactNode }[] = []
  for (const status of SERIOUS) {
    const count = overview.byStatus.find((entry) => entry.status === status)?.count ?? 0
    if (count > 0)
      parts.push({
        key: status,
        node: t.rich(`sentence.${status}`, { count, a: link(`/instances?q=status:${status}`) }),
      })
  }
  const regions = troubles.reduce((sum, { regions }) => sum + regions.length, 0)
  if (regions > 0)
    parts.push({ key: 'regions', node: t.rich('sentence.regions', { count: regions, a: link('/accounts') }) })
  const { count, ended } = overview.expiring
  if (ended > 0)
    parts.push({
      key: 'ended',
      node: t.rich('sentence.ended', { count: ended, a: link(`/instances?q=${ENDED}&sort=expires`) }),
    })
  const ending = count - ended
  if (ending > 0)
    parts.push({
      key: 'ending',
      node: t.rich('sentence.ending', { count: ending, a: link(`/instances?q=${ENDING_SOON}&sort=expires`) }),
    })
  if (parts.length === 0)
    return (
      <p className="text-lg font-medium">
        {t('sentence.quiet', { count: overview.total, number: formatNumber(overview.total) })}
      </p>
    )
  return (
    <p className="font-medium text-lg">
      {parts.map(({ key, node }, i) => (
        <span key={key}>
          {i > 0 ? t('sentence.comma') : ''}
          {node}
        </span>
      ))}
      {t('sentence.end')}
    </p>
  )
}
