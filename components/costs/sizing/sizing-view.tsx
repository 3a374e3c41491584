'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useRef } from 'react'
import { QueryBox } from '@/components/instances/query-box'
import { Paged } from '@/components/list/paged'
import { useAddressState } from '@/components/list/use-address-state'
import { Page } from '@/components/shell/page'
import { Banner } from '@/components/ui/banner'
import { buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { formatNumber } from '@/lib/i18n/format'
import { SIZING_SHOWS, type SizingShow, type SizingWindow, STATES_OF } from '@/lib/model/sizing'
import { sizingCsvAddress, sizingQuery } from '@/lib/queries/sizing'
import { CostTabs } from '../cost-tabs'
import { SIZING_ADDRESS, type SizingState } from './address'
import { CollectAll } from './collect-all'
import { SizingFigures } from './sizing-figures'
import { SizingRowView } from './sizing-row'

const countOf = ({ counts }: SizingWindow, show: SizingShow) =>
  STATES_OF[show].reduce((sum, state) => sum + (counts[state] ?? 0), 0)

/** What is idle, too large or too small by what was measured; and of what nothing can be said, and why. */
export function SizingView() {
  const t = useTranslations('sizing')
  const costs = useTranslations('costs')
  const [{ q, show }, change] = useAddressState<SizingState>(SIZING_ADDRESS)
  const query = useInfiniteQuery(sizingQuery(q, show))
  const list = useRef<HTMLUListElement>(null)
  const head = query.data?.pages[0]
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const onQuery = useCallback((next: string, how: 'push' | 'replace') => change({ q: next }, how), [change])
  const enter = useCallback(() => list.current?.querySelector('a')?.focus(), [])
  // Of nothing that was judged nothing is right.
  const judged = head ? countOf(head, 'findings') + countOf(head, 'ignored') + countOf(head, 'fine') : 0
  const emptyText = show !== 'unknown' && show !== 'ignored' && judged === 0 ? t('empty.unjudged') : t(`empty.${show}`)
  const headroom = head?.thresholds.values.headroom ?? 0
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: costs('title'), href: '/costs' }, { label: t('title') }]}
      scroll={false}
      meta={
        head ? (
          <span role="status">
            {t('meta', {
              findings: countOf(head, 'findings'),
              looked: judged,
            })}
          </span>
        ) : (
          <span className="skel w-40" />
        )
      }
      actions={
        <>
          <a
            className={buttonClass({ variant: 'quiet' })}
            href={sizingCsvAddress(q, show)}
            download
            aria-label={t('csv')}
          >
            <Icon name="download" />
            CSV
          </a>
          <Link href="/costs/sizing/thresholds" prefetch={false} className={buttonClass({ variant: 'quiet' })}>
            {t('thresholdsLink')}
          </Link>
        </>
      }
    >
      <CostTabs />
      <div className="page-scroll" aria-busy={query.isPlaceholderData || undefined}>
        {head ? <SizingFigures head={head} onUnknown={() => change({ show: 'unknown' })} /> : null}
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2 px-gut py-2">
          <p className="text-text-2">{t('lead')}</p>
          <QueryBox q={q} onQuery={onQuery} onRows={enter} />
          <fieldset
            className="seg small min-w-0 max-w-full justify-self-start overflow-x-auto"
            aria-label={t('show.label')}
          >
            {SIZING_SHOWS.map((one) => (
              <button key={one} type="button" aria-pressed={one === show} onClick={() => change({ show: one })}>
                {t(`show.${one}`)}{' '}
                {head ? <span className="text-muted">{formatNumber(countOf(head, one))}</span> : null}
              </button>
            ))}
          </fieldset>
        </div>
        {head && head.stale > 0 ? (
          <Banner tone="prog" role="status" title={t('stale', { count: head.stale })} className="mx-gut mb-2" />
        ) : null}
        {show === 'unknown' ? <CollectAll rows={rows} /> : null}
        <Paged query={query} isEmpty={rows.length === 0} empty={<Empty title={emptyText} />} older={t('more')}>
          <ul id="list" ref={list} aria-label={t('list')} className="border-border border-t">
            {rows.map((row) => (
              <SizingRowView key={row.ref} row={row} headroom={headroom} />
            ))}
          </ul>
        </Paged>
      </div>
    </Page>
  )
}
