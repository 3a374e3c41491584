'use client'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { formatMoney } from '@/lib/i18n/money'
import type { CostMonth, CostPage } from '@/lib/model/cost'
import { plus } from '@/lib/model/money'

/** What came about in each month: subscriptions by their days, the rest by its hours. */
export function MonthTable({ page }: { page: CostPage }) {
  const t = useTranslations('costs.months')
  const locale = useLang()
  const format = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const months = [...page.months].reverse()
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
                <th className="num">{t('subscription')}</th>
                <th className="num">{t('payAsYouGo')}</th>
                <th className="num">{t('total')}</th>
              </tr>
            </thead>
            <tbody>
              {months.map((month) => (
                <tr key={`${month.month} ${month.currency}`}>
                  <td className="whitespace-nowrap">
                    {format.format(new Date(`${month.month}-01T00:00:00Z`))}
                    {month.whole ? null : <span className="text-muted text-sm"> {t('part')}</span>}
                  </td>
                  <td className="num whitespace-nowrap">{formatMoney(month.subscription, month.currency)}</td>
                  <td className="num whitespace-nowrap">{formatMoney(month.payAsYouGo, month.currency)}</td>
                  <td className="num whitespace-nowrap font-[550]">{totalText(month)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

const totalText = ({ subscription, payAsYouGo, estimated, currency }: CostMonth) =>
  `${estimated === '0' ? '' : '≈\u2009'}${formatMoney(plus(subscription, payAsYouGo), currency)}`
