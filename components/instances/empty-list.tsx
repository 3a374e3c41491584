'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import type { CloudHealth } from '@/lib/model/fleet'
import { parseQuery } from '@/lib/model/query'
import { facetsQuery } from '@/lib/queries/instances'
import { firstReadings } from './health'
import { NotUnderstood } from './not-understood'
import { corrected, textOf } from './query-state'
import { correctionsOf } from './suggest'

interface EmptyListProps {
  /** Instances in scope, whatever the query. */
  total: number
  health: CloudHealth | undefined
  onClear(): void
  /** The query, and how to ask another one. */
  q?: string
  onQuery?(q: string): void
}

/** Why there is no row, and what to do. */
export function EmptyList({ total, health, onClear, q = '', onQuery }: EmptyListProps) {
  const t = useTranslations('instances')
  const query = parseQuery(q)
  if (query.errors.length > 0) {
    return (
      <NotUnderstood
        errors={query.errors}
        onClear={onClear}
        onCorrect={onQuery && ((error) => onQuery(textOf(corrected(query, error))))}
      />
    )
  }
  if (total > 0) {
    return (
      <Empty title={t('empty.noMatch')} action={<Button onClick={onClear}>{t('empty.clear')}</Button>}>
        {t('empty.noMatchWhy', { total })}
        {onQuery ? <Corrections q={q} onQuery={onQuery} /> : null}
      </Empty>
    )
  }
  if (!health) return null
  if (health.accounts.length === 0) return <NoAccounts />
  const { open, all } = firstReadings(health)
  if (open > 0) return <Empty title={t('empty.reading')}>{t('empty.readingWhy', { done: all - open, all })}</Empty>
  return <Empty title={t('empty.noInstances')}>{t('empty.noInstancesWhy', { count: health.accounts.length })}</Empty>
}

/** Values that no instance has, each with the one that was probably meant. */
function Corrections({ q, onQuery }: { q: string; onQuery(q: string): void }) {
  const t = useTranslations('instances')
  const { data: facets } = useQuery(facetsQuery(q))
  const corrections = facets ? correctionsOf(q, facets) : []
  return corrections.map((correction) => (
    <span key={correction.q} className="block pt-1" role="status">
      {t.rich('empty.meant', {
        field: correction.field,
        typed: correction.typed,
        meant: correction.meant,
        code: (chunks) => <code className="mono">{chunks}</code>,
        a: (chunks) => (
          <button type="button" className="text-accent hover:underline" onClick={() => onQuery(correction.q)}>
            {chunks}
          </button>
        ),
      })}
    </span>
  ))
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
