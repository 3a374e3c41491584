'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/money'
import type { CostMonth, CostPage } from '@/lib/model/cost'
import { plus } from '@/lib/model/money'
import { reportHref } from './reports/address'
import { aboutText, useMonthName } from './words'

/** What came about in each month: subscriptions by their days, the rest by its hours. */
export function MonthTable({ page }: { page: CostPage }) {
  const t = useTranslations('costs.months')
  const nameOf = useMonthName()
  // One row for a month, its currencies in one order everywhere: what is largest now stands first.
  const months = [...new Set(page.months.map(({ month }) => month))].reverse()
  const place = (currency: string | null) => {
    const at = page.total.findIndex((sum) => sum.currency === currency)
    return at < 0 ? page.total.length : at
  }
  const of = (month: string) =>
    page.months
      .filter((one) => one.month === month)
      .sort((a, b) => place(a.currency) - place(b.currency) || ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1))
  return (
    <section className="min-w-0 border-border border-t py-3">
      <h2 className="section-title flex-wrap px-gut pb-1">
        {t('title')}
        <small>{t('how')}</small>
      </h2>
      {months.length === 0 ? (
        <p className="px-gut text-muted">{t('none')}</p>
      ) : (
        <section className="overflow-x-auto" tabIndex={0} aria-label={t('title')}>
          <table className="tbl dense">
            <thead>
              <tr>
                <th className="text-start">{t('month')}</th>
                <th className="num max-wide:hidden">{t('subscription')}</th>
                <th className="num max-wide:hidden">{t('payAsYouGo')}</th>
                <th className="num">{t('total')}</th>
              </tr>
            </thead>
            <tbody>
              {months.map((month) => (
                <tr key={month}>
                  <td>
                    <MonthName page={page} month={month} />
                    {of(month).every(({ whole }) => whole) ? null : (
                      <span className="text-muted text-sm"> {t('part')}</span>
                    )}
                  </td>
                  {KINDS.map((kind) => (
                    <td key={kind} className="num whitespace-nowrap max-wide:hidden">
                      {of(month).map((one) => (
                        <span key={one.currency} className="block">
                          {kindText(one, kind)}
                        </span>
                      ))}
                    </td>
                  ))}
                  <td className="num whitespace-nowrap">
                    {of(month).map((one) => (
                      <span key={one.currency} className="block">
                        <span className="font-[550]">{totalText(one)}</span>
                        <span className="block text-muted text-sm wide:hidden">
                          {KINDS.filter((kind) => one[kind] !== '0').map((kind) => (
                            <span key={kind} className="block">
                              {t(kind)} {kindText(one, kind)}
                            </span>
                          ))}
                        </span>
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

const KINDS = ['subscription', 'payAsYouGo'] as const

/** Nothing where there is none of it in this currency. */
const kindText = (month: CostMonth, kind: (typeof KINDS)[number]) =>
  month[kind] === '0' ? '\u2013' : aboutText(month.estimatedIn[kind], formatMoney(month[kind], month.currency))

const totalText = ({ subscription, payAsYouGo, estimated, currency }: CostMonth) =>
  aboutText(estimated !== '0', formatMoney(plus(subscription, payAsYouGo), currency))

/** The month, as the way to its report where there is one. */
function MonthName({ page, month }: { page: CostPage; month: string }) {
  const t = useTranslations('costs.months')
  const nameOf = useMonthName()
  const href = reportHref(page, month)
  if (href === null) return <span className="whitespace-nowrap">{nameOf(month)}</span>
  return (
    <Link href={href} prefetch={false} title={t('report')} className="whitespace-nowrap">
      {nameOf(month)}
    </Link>
  )
}
