'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { keepPick } from '@/components/batches/pick'
import type { Selection } from '@/components/data-table/selection'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/i18n/format'
import type { ActionId } from '@/lib/model/action'
import { MOST_ROWS } from '@/lib/model/batch'
import type { RenewalShow } from '@/lib/model/renewal'
import { choicesQuery } from '@/lib/queries/batches'
import { ChosenSum } from './chosen-sum'

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
  const refs = useMemo(() => (selection.kind === 'some' ? [...selection.ids] : []), [selection])
  const isAsked = !waiting && !tooMany
  const { data: choices } = useQuery({ ...choicesQuery(refs), enabled: isAsked && role !== 'viewer' })
  const canOf = (action: ActionId) => (choices ? (choices.can[action]?.yes ?? []) : undefined)
  const reasonFor = (action: ActionId) =>
    role === 'viewer'
      ? of('bulk.viewer')
      : (waiting ?? tooMany ?? (canOf(action)?.length === 0 ? t('nothing', { count }) : undefined))
  const words = (action: ActionId, plain: 'auto' | 'renew' | 'subscribe') => {
    const can = canOf(action)?.length
    return can === undefined || can === 0 || can === count ? t(plain, { count }) : t(`${plain}Some`, { can, count })
  }
  const main = show === 'ending' ? 'renew' : 'to-subscription'
  const change = (action: ActionId) => () => {
    if (refs.length > 0) router.push(`/changes/batch?pick=${keepPick(refs)}&action=${action}`)
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
      <span className="min-w-0 flex-1 text-text-2">
        {isAsked ? <ChosenSum show={show} refs={refs} can={canOf(main)} /> : null}
      </span>
      {show === 'ending' ? (
        <>
          <Button size="small" reason={reasonFor('auto-renew')} onClick={change('auto-renew')}>
            {words('auto-renew', 'auto')}
          </Button>
          <Button size="small" variant="primary" reason={reasonFor('renew')} onClick={change('renew')}>
            {words('renew', 'renew')}
          </Button>
        </>
      ) : (
        <Button
          size="small"
          variant="primary"
          reason={reasonFor('to-subscription')}
          onClick={change('to-subscription')}
        >
          {words('to-subscription', 'subscribe')}
        </Button>
      )}
      <Button size="small" variant="quiet" onClick={onClear}>
        {of('bulk.clear')} <kbd>Esc</kbd>
      </Button>
    </section>
  )
}
