'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { keepPick } from '@/components/batches/pick'
import type { Selection } from '@/components/data-table/selection'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/i18n/format'
import { MOST_ROWS } from '@/lib/model/batch'

/** What can be done with the chosen rows: one change of all of them, such as a backup. */
export function CoverageBulk(props: { selection: Selection; count: number; onClear(): void }) {
  const t = useTranslations('instances')
  const router = useRouter()
  const { role } = useMe()
  const { selection, count } = props
  const waiting = selection.kind === 'all' ? t('bulk.naming') : undefined
  const tooMany = count > MOST_ROWS ? t('bulk.tooMany', { most: MOST_ROWS }) : undefined
  return (
    <section
      aria-label={t('bulk.label')}
      data-bulk-bar=""
      className="flex min-h-[42px] flex-none flex-wrap items-center gap-2 border-border-strong border-t bg-surface px-gut py-1.5"
    >
      <span className="font-semibold" role="status">
        {t('bulk.count', { count, number: formatNumber(count) })}
      </span>
      <span className="flex-1" />
      <Button
        size="small"
        variant="primary"
        reason={role === 'viewer' ? t('bulk.viewer') : (waiting ?? tooMany)}
        onClick={() => {
          if (selection.kind === 'some') router.push(`/changes/batch?pick=${keepPick([...selection.ids])}`)
        }}
      >
        {t('bulk.change')}
      </Button>
      <Button size="small" variant="quiet" onClick={props.onClear}>
        {t('bulk.clear')} <kbd>Esc</kbd>
      </Button>
    </section>
  )
}
