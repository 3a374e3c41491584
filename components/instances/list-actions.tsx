'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { csvAddress, type Search } from '@/lib/queries/instances'
import { csvColumns } from './export'
import { useTryAgain } from './troubles'

/** What can be done with the whole list. */
export const ListActions = memo(function ListActions(props: {
  search: Search
  columns: readonly string[]
  onColumns(): void
}) {
  const t = useTranslations('instances')
  const refresh = useTryAgain()
  return (
    <>
      <Button variant="quiet" icon="refresh" reading={refresh.isPending} onClick={() => refresh.mutate()}>
        {t('refresh')}
      </Button>
      <Button variant="quiet" icon="columns" className="max-wide:hidden" onClick={props.onColumns}>
        {t('chooseColumns')}
      </Button>
      <a
        className={buttonClass({ variant: 'quiet' })}
        href={csvAddress(props.search, csvColumns(props.columns))}
        download
        aria-label={t('csvLabel')}
      >
        <Icon name="download" />
        CSV
      </a>
      <NewInstance />
    </>
  )
})

/** Leads to the wizard, or says why not. */
function NewInstance() {
  const t = useTranslations('instances')
  const { role } = useMe()
  if (role === 'viewer') {
    return (
      <Button icon="plus" reason={t('newViewer')}>
        {t('new')}
      </Button>
    )
  }
  return (
    <Link href="/instances/new" className={buttonClass({ variant: 'primary' })} prefetch={false}>
      <Icon name="plus" />
      {t('new')}
    </Link>
  )
}
