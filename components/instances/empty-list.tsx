'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import type { CloudHealth } from '@/lib/model/fleet'
import { firstReadings } from './health'

interface EmptyListProps {
  /** Instances in scope, whatever the query. */
  total: number
  health: CloudHealth | undefined
  onClear(): void
}

/** Why there is no row, and what to do. */
export function EmptyList({ total, health, onClear }: EmptyListProps) {
  const t = useTranslations('instances')
  if (total > 0) {
    return (
      <Empty title={t('empty.noMatch')} action={<Button onClick={onClear}>{t('empty.clear')}</Button>}>
        {t('empty.noMatchWhy', { total })}
      </Empty>
    )
  }
  if (!health) return null
  if (health.accounts.length === 0) return <NoAccounts />
  const { open, all } = firstReadings(health)
  if (open > 0) return <Empty title={t('empty.reading')}>{t('empty.readingWhy', { done: all - open, all })}</Empty>
  return <Empty title={t('empty.noInstances')}>{t('empty.noInstancesWhy', { count: health.accounts.length })}</Empty>
}

/** A deployment, or a scope, without cloud accounts. */
export function NoAccounts() {
  const t = useTranslations('instances')
  const me = useMe()
  if (me.role !== 'admin') return <Empty title={t('empty.noAccounts')}>{t('empty.askAdmin')}</Empty>
  return (
    <Empty
      title={t('empty.noAccounts')}
      action={
        <Link href="/accounts/new" className={buttonClass({ variant: 'primary' })}>
          {t('empty.addAccount')}
        </Link>
      }
    >
      {t('empty.noAccountsWhy')}
    </Empty>
  )
}
