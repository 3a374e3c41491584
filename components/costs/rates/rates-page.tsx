'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'
import type { ExchangeRates } from '@/lib/model/cost'
import { exchangeQuery } from '@/lib/queries/costs'
import { CostTabs } from '../cost-tabs'
import { RatesForm } from './rates-form'

/** In which currency costs are put together, and by which rates from which day on. */
export function RatesPage() {
  const t = useTranslations('costs')
  const me = useMe()
  const mayEdit = me.role === 'admin' && me.scope.kind === 'all'
  const { data, error, refetch } = useQuery({ ...exchangeQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Page
      title={t('tabs.rates')}
      crumbs={[{ label: t('title'), href: '/costs' }, { label: t('tabs.rates') }]}
      scroll={false}
    >
      <CostTabs />
      <div className="page-scroll">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[240]} rows={4} />}
        {data && mayEdit ? <RatesForm key={data.version} stored={data} /> : null}
        {data && !mayEdit ? <Listed stored={data} /> : null}
      </div>
    </Page>
  )
}

/** For who may not change them. */
function Listed({ stored }: { stored: ExchangeRates }) {
  const t = useTranslations('costs.rates')
  return (
    <div className="grid content-start gap-2 px-gut pt-3">
      <p className="text-text-2">{t('lead')}</p>
      <p className="text-muted">{t('readOnly')}</p>
      <p>{stored.currency === null ? t('nothing') : t('in', { currency: stored.currency })}</p>
      <ul>
        {stored.rates.map(({ currency, rate, from }) => (
          <li key={`${currency} ${from}`}>
            1 {currency} = {rate} {stored.currency} <span className="text-muted">{t('fromDay', { from })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
