'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useRef } from 'react'
import { NotUnderstood } from '@/components/instances/not-understood'
import { QueryBox } from '@/components/instances/query-box'
import { corrected, textOf } from '@/components/instances/query-state'
import { Paged } from '@/components/list/paged'
import { useAddressState } from '@/components/list/use-address-state'
import { Page } from '@/components/shell/page'
import { Empty } from '@/components/ui/empty'
import { formatNumber } from '@/lib/i18n/format'
import { PRICE_SHOWS } from '@/lib/model/price-fact'
import { parseQuery } from '@/lib/model/query'
import { pricesQuery } from '@/lib/queries/prices'
import { CostTabs } from '../cost-tabs'
import { PRICES_ADDRESS, type PricesState } from './address'
import { PriceTable } from './price-table'

/** Every answer of a cloud about a price that costs are made of: what was asked, what was told, since when and until when. */
export function PricesView() {
  const t = useTranslations('prices')
  const costs = useTranslations('costs')
  const [{ q, show }, change] = useAddressState<PricesState>(PRICES_ADDRESS)
  const query = useInfiniteQuery(pricesQuery(q, show))
  const place = useRef<HTMLDivElement>(null)
  const onQuery = useCallback((next: string, how: 'push' | 'replace') => change({ q: next }, how), [change])
  const enter = useCallback(() => place.current?.querySelector('a')?.focus(), [])
  const facts = query.data?.pages.flatMap(({ items }) => items) ?? []
  const matched = query.data?.pages[0]?.matched ?? null
  const parsed = parseQuery(q)
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: costs('title'), href: '/costs' }, { label: t('title') }]}
      scroll={false}
      meta={
        matched === null ? (
          <span className="skel w-40" />
        ) : (
          <span role="status">{t('count', { count: matched, number: formatNumber(matched) })}</span>
        )
      }
    >
      <CostTabs />
      <div className="page-scroll" aria-busy={query.isPlaceholderData || undefined}>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2 px-gut py-2">
          <p className="max-w-[110ch] text-text-2">{t('lead')}</p>
          <QueryBox q={q} onQuery={onQuery} onRows={enter} />
          <fieldset className="seg small justify-self-start" aria-label={t('show.label')}>
            {PRICE_SHOWS.map((one) => (
              <button key={one} type="button" aria-pressed={one === show} onClick={() => change({ show: one })}>
                {t(`show.${one}`)}
              </button>
            ))}
          </fieldset>
        </div>
        <div ref={place} id="list">
          <Paged
            query={query}
            isEmpty={facts.length === 0}
            empty={
              parsed.errors.length > 0 ? (
                <NotUnderstood
                  errors={parsed.errors}
                  onClear={() => change({ q: '' })}
                  onCorrect={(error) => change({ q: textOf(corrected(parsed, error)) })}
                />
              ) : (
                <Empty title={t(q ? 'empty.noMatch' : 'empty.none')}>{t('empty.why')}</Empty>
              )
            }
            older={t('more')}
          >
            <PriceTable facts={facts} />
          </Paged>
        </div>
      </div>
    </Page>
  )
}
