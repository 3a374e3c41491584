'use client'
import { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/money'
import { compare, type Decimal } from '@/lib/model/money'
import type { SizingPrice } from '@/lib/model/sizing'

/** What it would cost more or less, a month and a year, and of which two prices that is. */
export function SizingPriceText({ price }: { price: SizingPrice | null }) {
  const t = useTranslations('sizing.price')
  const { before, after, perMonth, perYear } = price ?? { before: null, after: null, perMonth: null, perYear: null }
  const isEstimate = before?.source === 'estimate' || after?.source === 'estimate'
  if (perMonth === null || perYear === null) {
    return (
      <p className="grid justify-items-start gap-0.5">
        <span className="text-muted">{t('none')}</span>
        {before ? (
          <span className="text-sm text-text-2">
            {t('nowAmount', { amount: formatMoney(before.monthly, before.currency) })}
          </span>
        ) : null}
        {after ? (
          <span className="text-sm text-text-2">
            {t('thenAmount', { amount: formatMoney(after.monthly, after.currency) })}
          </span>
        ) : null}
      </p>
    )
  }
  const currency = after?.currency ?? null
  const signed = (amount: Decimal) =>
    `${isEstimate ? '≈\u2009' : ''}${compare(amount, '0') > 0 ? '+' : ''}${formatMoney(amount, currency)}`
  return (
    <p className="grid justify-items-start gap-0.5">
      <span className={compare(perMonth, '0') < 0 ? 'font-[550] text-ok' : 'font-[550]'}>
        {t('month', { amount: signed(perMonth) })}
      </span>
      <span className="text-sm text-text-2">{t('year', { amount: signed(perYear) })}</span>
      {before && after ? (
        <span className="text-muted text-sm">
          {formatMoney(before.monthly, before.currency)} → {formatMoney(after.monthly, after.currency)}
        </span>
      ) : null}
      {isEstimate ? <span className="text-sm text-warn">{t('estimate')}</span> : null}
    </p>
  )
}
