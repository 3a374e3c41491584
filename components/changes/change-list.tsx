'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { BatchList } from '@/components/batches/batch-list'
import { Paged } from '@/components/list/paged'
import { useAddressFilters } from '@/components/list/use-address-filters'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Tabs } from '@/components/ui/tabs'
import { changesCsvAddress, changesQuery } from '@/lib/queries/changes'
import { trayQuery } from '@/lib/queries/tray'
import { ChangeFilterBar, FILTER_NAMES } from './change-filters'
import { ChangeTable } from './change-table'

/** All changes in scope, newest first; tab and filters stand in the address. */
export function ChangeListPage() {
  const t = useTranslations('changes')
  const router = useRouter()
  const path = usePathname()
  const { filters, go } = useAddressFilters([...FILTER_NAMES, 'view'])
  const query = useInfiniteQuery(changesQuery(filters))
  const { data } = query
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const states = data?.pages[0]?.states
  const isFiltered = FILTER_NAMES.some((name) => name !== 'plans' && filters[name])
  const total = states && Object.values(states).reduce((sum, count) => sum + count, 0)
  const none = isFiltered
    ? 'noneFiltered'
    : filters.view === 'for-me'
      ? 'noneForMe'
      : filters.view === 'human'
        ? 'noneHuman'
        : 'noneYet'
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      scroll={false}
      meta={total !== undefined && <span>{t.rich('total', { count: total, b: (text) => <b>{text}</b> })}</span>}
      actions={
        <>
          <Link href="/settings/approvals" className={buttonClass({ variant: 'quiet' })} prefetch={false}>
            {t('toPolicies')}
          </Link>
          <a className={buttonClass({ variant: 'quiet' })} href={changesCsvAddress(filters)} download>
            <Icon name="download" /> CSV
          </a>
        </>
      }
    >
      <ViewTabs view={filters.view} />
      <div className="pt-3">
        <ChangeFilterBar filters={filters} states={states} onChange={go} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {!isFiltered && !filters.view && <BatchList />}
        <Paged
          query={query}
          isEmpty={items.length === 0}
          older={t('older')}
          empty={
            <Empty
              title={t('none')}
              action={isFiltered && <Button onClick={() => router.replace(path)}>{t('filters.clear')}</Button>}
            >
              {t(none)}
            </Empty>
          }
        >
          <ChangeTable items={items} />
        </Paged>
      </div>
    </Page>
  )
}

/** What waits for this person comes first; its number is red only when there is something. */
function ViewTabs({ view }: { view: string | undefined }) {
  const t = useTranslations('changes')
  const { role } = useMe()
  const { data } = useQuery(trayQuery)
  const forMe = data?.forMe.count ?? 0
  const human = data?.human.count ?? 0
  const items = [
    {
      href: '/changes?view=for-me',
      label: t('views.for-me'),
      count: forMe,
      hot: forMe > 0,
      current: view === 'for-me',
    },
    {
      href: '/changes?view=running',
      label: t('views.running'),
      count: data?.running.count,
      current: view === 'running',
    },
    {
      href: '/changes?view=human',
      label: t('views.human'),
      count: human,
      hot: human > 0,
      current: view === 'human',
    },
    {
      href: '/changes',
      label: t('views.all'),
      current: view !== 'for-me' && view !== 'running' && view !== 'human',
    },
  ]
  return <Tabs label={t('views.label')} items={role === 'viewer' ? items.slice(1) : items} />
}
