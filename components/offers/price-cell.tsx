'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { formatMoney } from '@/lib/i18n/money'
import { HOURS_A_MONTH, type Priced } from '@/lib/model/plan-money'
import { type OfferPriceAsk, offerPriceQuery } from '@/lib/queries/offers'

/** What a class costs, asked for once its row is in view. */
export function PriceCell({ ask, id, isSeen }: { ask: OfferPriceAsk; id: string; isSeen: boolean }) {
  const t = useTranslations('offers')
  const { data, error, refetch, isFetching } = useQuery({ ...offerPriceQuery(ask, id), enabled: isSeen })
  if (error && !isFetching)
    return (
      <Button variant="quiet" size="small" className="relative" onClick={() => refetch()}>
        {t('price.again')}
      </Button>
    )
  if (!data)
    return (
      <span className="inline-flex justify-end">
        <span className="skel" style={{ width: 64 }} aria-hidden="true" />
        <span className="sr-only">{t('price.loading')}</span>
      </span>
    )
  if (!data.price)
    return (
      <span className="text-muted text-sm @min-[520px]:whitespace-nowrap">
        {data.missing?.why === 'refused' ? t('price.refused', { code: data.missing.code ?? '' }) : t('price.none')}
      </span>
    )
  return (
    <span className="grid justify-items-end whitespace-nowrap">
      <Amount price={data.price} />
      {data.price.unit === 'hour' && data.price.monthly !== null && (
        <span className="text-muted text-sm">
          {t('price.monthly', { amount: formatMoney(data.price.monthly, data.price.currency), hours: HOURS_A_MONTH })}
        </span>
      )}
      {data.order && (
        <span className="text-muted text-sm">
          {t('price.due', { amount: formatMoney(data.order.amount, data.order.currency) })}
        </span>
      )}
    </span>
  )
}

/** An amount with what it is for; an estimate is marked as one. */
export function Amount({ price }: { price: Priced }) {
  const t = useTranslations('offers')
  const { amount, currency, unit, count, source } = price
  return (
    <span>
      {source.kind === 'estimate' && (
        <>
          <span aria-hidden="true">≈ </span>
          <span className="sr-only">{t('price.estimate')} </span>
        </>
      )}
      {formatMoney(amount, currency)}
      <span className="unit"> {t(`price.per.${unit}`, { count })}</span>
    </span>
  )
}
