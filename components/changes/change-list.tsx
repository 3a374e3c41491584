'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { BatchList } from '@/components/batches/batch-list'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { EnvBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { ChangeList } from '@/lib/model/change'
import { type ChangeFilters, changesQuery } from '@/lib/queries/changes'
import { ChangeFilterBar, FILTER_NAMES } from './change-filters'
import { STATE_TONES } from './words'

/** All changes in scope, newest first; the filters stand in the address. */
export function ChangeListPage() {
  const t = useTranslations('changes')
  const router = useRouter()
  const path = usePathname()
  const search = useSearchParams()
  const filters: ChangeFilters = Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const value = search.get(name)
      return value ? [[name, value]] : []
    }),
  )
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    changesQuery(filters),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(filters).length > 0
  const go = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    router.replace(next.size ? `${path}?${next}` : path, { scroll: false })
  }
  return (
    <Page title={t('title')} crumbs={[{ label: t('title') }]} scroll={false}>
      <ChangeFilterBar filters={filters} onChange={go} />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {!isFiltered && <BatchList />}
        {error && (
          <ProblemBanner
            error={error}
            className="m-gut"
            actions={<Button onClick={() => refetch()}>{t('load.again')}</Button>}
          />
        )}
        {!data && !error && <Skeleton widths={[90, 160, 140, 160, 80]} rows={8} />}
        {data && items.length === 0 && (
          <Empty
            title={t('none')}
            action={isFiltered && <Button onClick={() => router.replace(path)}>{t('filters.clear')}</Button>}
          >
            {t(isFiltered ? 'noneFiltered' : 'noneYet')}
          </Empty>
        )}
        {items.length > 0 && <Table items={items} />}
        {hasNextPage && (
          <div className="px-gut py-3">
            <Button sending={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {t('older')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}

function Table({ items }: { items: ChangeList['items'] }) {
  const t = useTranslations('changes')
  const me = useMe()
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th className="text-start">{t('columns.what')}</th>
          <th className="text-start max-wide:hidden">{t('columns.instance')}</th>
          <th className="text-start max-wide:hidden">{t('columns.state')}</th>
          <th className="text-start max-desk:hidden">{t('columns.who')}</th>
          <th className="text-start max-desk:hidden">{t('columns.approved')}</th>
          <th className="text-start">{t('columns.at')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const isAhead = item.schedule !== null && (item.state === 'scheduled' || item.state === 'waiting')
          const state = (
            <>
              <State tone={STATE_TONES[item.state]}>{t(`states.${item.state}`)}</State>
              {isAhead && item.schedule && (
                <span className="ms-1.5 text-muted text-sm">
                  {t.rich('when.from', { time: () => <Moment at={item.schedule?.at ?? ''} /> })}
                </span>
              )}
            </>
          )
          const name = item.instanceName || item.instanceId
          const isForMe = item.state === 'waiting' && item.requestedBy.id !== me.id && me.role !== 'viewer'
          return (
            <tr key={item.id}>
              <td className="max-wide:py-1.5">
                <Link href={`/changes/${item.id}`} className="name" prefetch={false}>
                  {t(`actions.${item.action}`)}
                </Link>
                {isForMe && <span className="ml-2 text-sm text-warn">{t('forMe')}</span>}
                <span className="grid text-sm wide:hidden">
                  <span className="text-text-2 wrap-anywhere">{name}</span>
                  {state}
                </span>
              </td>
              <td className="max-w-[280px] max-wide:hidden">
                <span className="flex items-center gap-2">
                  <Link href={`/instances/${encodeURIComponent(item.ref)}`} className="truncate" prefetch={false}>
                    {name}
                  </Link>
                  <EnvBadge environment={item.environment} />
                </span>
              </td>
              <td className="max-wide:hidden">{state}</td>
              <td className="max-w-[200px] truncate text-text-2 max-desk:hidden">{item.requestedBy.label}</td>
              <td className="max-w-[200px] truncate text-text-2 max-desk:hidden">
                {item.approvedBy?.label ?? (item.breakGlass ? t('steps.broke-glass') : '')}
              </td>
              <td className="whitespace-nowrap text-muted">
                <Moment at={item.createdAt} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
