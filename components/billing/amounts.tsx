'use client'

import { useTranslations } from 'next-intl'
import { State } from '@/components/ui/status'
import { formatMoney } from '@/lib/i18n/money'
import { HOURS_A_MONTH, type Priced } from '@/lib/model/plan-money'

/** What stands before an amount that no cloud said. */
export const roughly = ({ source }: Pick<Priced, 'source'>) => (source.kind === 'estimate' ? '≈ ' : '')

/** An amount with what it is for and the same per month, labelled when it is an estimate. */
export function PricedAmount({ priced }: { priced: Priced }) {
  const t = useTranslations('billing')
  const { amount, currency, unit, count, monthly, source } = priced
  const said = `${roughly(priced)}${formatMoney(amount, currency)}`
  const aMonth =
    monthly !== null && !(unit === 'month' && count === 1) && `${roughly(priced)}${formatMoney(monthly, currency)}`
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="font-medium">{t(`amount.${unit}`, { amount: said, count })}</span>
      {source.kind === 'estimate' && <State tone="unk">{t('estimate')}</State>}
      {aMonth && unit !== 'once' && (
        <span className="text-muted">{t(`monthly.${unit}`, { amount: aMonth, hours: HOURS_A_MONTH })}</span>
      )}
    </span>
  )
}

/** Where an amount is known from. */
export function PriceSource({ priced: { source } }: { priced: Priced }) {
  const t = useTranslations('billing')
  return (
    <p className="hint wrap-anywhere">
      {source.kind === 'estimate' ? (
        t('sourceEstimate', { version: source.cardVersion, from: source.validFrom })
      ) : (
        <>
          {t('sourceQuote', { operation: source.operation, order: source.order })}{' '}
          {source.requestId && <code>{source.requestId}</code>}
        </>
      )}
    </p>
  )
}

/** What its cloud takes off, by which rules, and the coupons that it offers for the order. */
export function Savings({ priced }: { priced: readonly (Priced | null)[] }) {
  const t = useTranslations('billing')
  const all = priced.filter((one) => one !== null)
  const promotions = [
    ...new Map(all.flatMap((one) => one.promotions).map((one) => [`${one.id} ${one.title}`, one])).values(),
  ]
  const coupons = [...new Map(all.flatMap((one) => one.coupons).map((one) => [`${one.code}`, one])).values()]
  if (promotions.length + coupons.length === 0) return null
  const words = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')
  return (
    <dl className="kv text-sm">
      {promotions.length > 0 && (
        <>
          <dt>{t('promotions')}</dt>
          <dd>
            <ul>
              {promotions.map(({ id, name, title }) => (
                <li key={`${id} ${title}`}>
                  {words(title, name)} {id && <code className="text-muted">{id}</code>}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {coupons.length > 0 && (
        <>
          <dt>{t('coupons')}</dt>
          <dd>
            <ul>
              {coupons.map(({ code, name, description, applied }) => (
                <li key={code}>
                  {words(name, description)} {code && <code className="text-muted">{code}</code>}{' '}
                  <span className="text-muted">({t(applied ? 'applied' : 'notApplied')})</span>
                </li>
              ))}
            </ul>
            <p className="hint">{t('couponHint')}</p>
          </dd>
        </>
      )}
    </dl>
  )
}
