'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { keepPick } from '@/components/batches/pick'
import type { Selection } from '@/components/data-table/selection'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/i18n/format'
import type { ActionId } from '@/lib/model/action'
import { MOST_ROWS } from '@/lib/model/batch'
import type { RenewalShow } from '@/lib/model/renewal'

interface RenewalsBulkProps {
  show: RenewalShow
  selection: Selection
  count: number
  onClear(): void
}

/** What can be done with the chosen rows, each as one batch of changes. */
export function RenewalsBulk({ show, selection, count, onClear }: RenewalsBulkProps) {
  const t = useTranslations('renewals.bulk')
  const of = useTranslations('instances')
  const router = useRouter()
  const { role } = useMe()
  const waiting = selection.kind === 'all' ? of('bulk.naming') : undefined
  const tooMany = count > MOST_ROWS ? of('bulk.tooMany', { most: MOST_ROWS }) : undefined
  const reason = role === 'viewer' ? of('bulk.viewer') : (waiting ?? tooMany)
  const change = (action: ActionId) => () => {
    if (selection.kind === 'some') router.push(`/changes/batch?pick=${keepPick([...selection.ids])}&action=${action}`)
  }
  return (
    <section
      aria-label={of('bulk.label')}
      data-bulk-bar=""
      className="flex min-h-[42px] flex-none flex-wrap items-center gap-2 border-border-strong border-t bg-surface px-gut py-1.5"
    >
      <span className="font-semibold" role="status">
        {of('bulk.count', { count, number: formatNumber(count) })}
      </span>
      <span className="flex-1" />
      {show === 'ending' ? (
        <>
          <Button size="small" reason={reason} onClick={change('auto-renew')}>
            {t('auto')}
          </Button>
          <Button size="small" variant="primary" reason={reason} onClick={change('renew')}>
            {t('renew', { count })}
          </Button>
        </>
      ) : (
        <Button size="small" variant="primary" reason={reason} onClick={change('to-subscription')}>
          {t('subscribe', { count })}
        </Button>
      )}
      <Button size="small" variant="quiet" onClick={onClear}>
        {of('bulk.clear')} <kbd>Esc</kbd>
      </Button>
    </section>
  )
}
