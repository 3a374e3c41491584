'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { batchesQuery } from '@/lib/queries/batches'
import { progressOf, toneOfBatch } from './words'

/** The batches in scope, one line each, newest first. Nothing when there are none. */
export function BatchList() {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const me = useMe()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(batchesQuery())
  const items = data?.pages.flatMap((page) => page.items) ?? []
  if (error) return <ProblemBanner error={error} className="m-gut" />
  if (items.length === 0) return null
  return (
    <section aria-label={t('list')} className="border-border border-b pb-2">
      <h2 className="section-title px-gut py-1.5">{t('list')}</h2>
      <ul>
        {items.map((item) => {
          const { done, all } = progressOf(item.counts)
          const isForMe = item.state === 'waiting' && item.requestedBy.id !== me.id && me.role !== 'viewer'
          return (
            <li
              key={item.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-0.5 border-border border-t px-gut py-1.5"
            >
              <Link href={`/changes/batch/${item.id}`} className="name" prefetch={false}>
                {t('title', { action: changes(`actions.${item.action}`), count: item.rowCount })}
              </Link>
              <State tone={toneOfBatch(item.state, item.counts)}>{t(`states.${item.state}`)}</State>
              {all > 0 && ['running', 'scheduled', 'stopped', 'ended'].includes(item.state) && (
                <span className="text-text-2">{t('progress.done', { done, all })}</span>
              )}
              {isForMe && <span className="text-sm text-warn">{changes('forMe')}</span>}
              <span className="min-w-0 truncate text-text-2 max-wide:hidden">{item.requestedBy.label}</span>
              <span className="ml-auto text-muted">
                <Moment at={item.createdAt} />
              </span>
            </li>
          )
        })}
      </ul>
      {hasNextPage && (
        <div className="px-gut pt-2">
          <Button size="small" reading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('older')}
          </Button>
        </div>
      )}
    </section>
  )
}
