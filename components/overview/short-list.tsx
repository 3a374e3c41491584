'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { daysLeft, endTone } from '@/components/instances/facts'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { StatusWord } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatNumber } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'

interface ShortListProps {
  title: string
  /** Said when there is nothing to list. */
  empty: string
  /** How many there are; `items` are the first of them. */
  count: number
  items: readonly Instance[]
  /** The whole list. */
  href: string
  show: 'status' | 'end'
  /** What is said of all of them, below the title. */
  note?: ReactNode
}

/** The first instances that need someone. */
export function ShortList({ title, empty, count, items, href, show, note }: ShortListProps) {
  const t = useTranslations('overview')
  return (
    <section className="min-w-0 border-border border-b desk:odd:border-r">
      <h2 className="section-title px-gut pt-3.5 pb-1">
        {title}
        {count > 0 ? (
          <small>
            {count > items.length ? (
              <Link href={href}>{t('all', { count: formatNumber(count) })}</Link>
            ) : (
              formatNumber(count)
            )}
          </small>
        ) : null}
      </h2>
      {count === 0 ? <p className="px-gut pb-3.5 text-muted">{empty}</p> : null}
      {count > 0 && note ? <p className="min-h-5 px-gut pb-1 text-sm text-text-2">{note}</p> : null}
      <ul>
        {items.map((row) => (
          <li key={row.ref} className="border-border border-t first:border-t-0">
            <Link
              href={`/instances/${encodeURIComponent(row.ref)}`}
              prefetch={false}
              className="flex min-h-9 items-center gap-2 px-gut text-text no-underline -outline-offset-2 hover:bg-hover hover:no-underline"
            >
              <CloudBadge provider={row.provider} />
              <span className="name min-w-0 truncate">{row.name || row.key.id}</span>
              <EnvBadge environment={row.environment} />
              <span className="truncate text-muted max-wide:hidden">{row.key.region}</span>
              <span className="ml-auto flex-none pl-2">
                {show === 'status' ? <StatusWord status={row.status} vendor={row.vendorStatus} /> : <End row={row} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function End({ row }: { row: Instance }) {
  const t = useTranslations('instances')
  const now = useNow()
  const { zone } = usePreferences()
  const days = now === 0 ? null : daysLeft(row, { now, zone })
  if (row.expiresAt === null || days === null) return null
  const color = endTone(days) === 'danger' ? 'text-danger' : endTone(days) === 'warn' ? 'text-warn' : 'text-muted'
  return (
    <>
      <Moment at={row.expiresAt} style="date" />{' '}
      <span className={color}>{days < 0 ? t('facts.daysAgo', { days: -days }) : t('facts.daysLeft', { days })}</span>
    </>
  )
}
