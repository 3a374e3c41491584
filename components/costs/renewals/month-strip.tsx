'use client'
import { useTranslations } from 'next-intl'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import type { RenewalMonth } from '@/lib/model/renewal'
import { useMonthName } from '../words'

interface MonthStripProps {
  months: readonly RenewalMonth[]
  wanted: string
  onChange(month: string): void
}

/** What ends in each month and what renewing it costs; each narrows the list to its own. */
export function MonthStrip({ months, wanted, onChange }: MonthStripProps) {
  const t = useTranslations('renewals')
  const monthName = useMonthName('short')
  const nameOf = (month: string) => (month === 'ended' || month === 'unknown' ? t(`month.${month}`) : monthName(month))
  if (months.length === 0) return null
  return (
    <fieldset className="flex min-w-0 max-w-full overflow-x-auto border-border border-t" aria-label={t('month.label')}>
      {months.map(({ month, count, automatic, noPrice, sums }) => (
        <button
          key={month}
          type="button"
          aria-pressed={wanted === month}
          className="grid min-w-36 flex-none content-start gap-px border-border border-r px-gut py-2 text-left -outline-offset-2 hover:bg-hover aria-pressed:bg-selected"
          onClick={() => onChange(wanted === month ? '' : month)}
        >
          <span className={month === 'ended' ? 'font-[550] text-danger' : 'font-[550]'}>
            {nameOf(month)} <span className="font-normal text-text-2">{formatNumber(count)}</span>
          </span>
          {sums.map(({ currency, amount, estimated }) => (
            <span key={currency} className="num whitespace-nowrap text-left">
              {estimated === '0' ? '' : '≈\u202F'}
              {formatMoney(amount, currency)}
            </span>
          ))}
          <span className="text-sm text-text-2">
            {[
              automatic > 0 ? t('month.automatic', { count: automatic }) : '',
              noPrice > 0 ? t('month.noPrice', { count: noPrice }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </button>
      ))}
    </fieldset>
  )
}
