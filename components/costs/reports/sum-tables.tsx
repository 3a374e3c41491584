'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import type { ReportPart, ReportSum } from '@/lib/model/cost-report'

/** A part of a sum, with the sign of an estimate where some of the sum is one: which part that is, is not told apart. */
export const amountText = (amount: string, { currency, estimated }: ReportSum): string =>
  `${estimated === '0' || amount === '0' ? '' : '≈\u2009'}${formatMoney(amount, currency)}`

export const payableText = (sum: ReportSum): string => amountText(sum.payable, sum)

/** A rate card has no list prices: what is an estimate alone has `none`. */
export const listText = (sum: ReportSum, none: string): string =>
  sum.estimated === sum.payable && sum.estimated !== '0' ? none : amountText(sum.list, sum)

/** On a phone the amount that one came for stands alone; paper has room for all. */
export const ASIDE = 'max-[560px]:hidden'

/** What is too wide for the window scrolls, also by keys. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="report-wide" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}

/** The columns of sums behind what they are of. */
export function SumHead({ first }: { first: string }) {
  const t = useTranslations('reports')
  return (
    <thead>
      <tr>
        <th className="text-start">{first}</th>
        <th className="num">{t('columns.instances')}</th>
        <th className={`num ${ASIDE}`}>{t('columns.subscription')}</th>
        <th className={`num ${ASIDE}`}>{t('columns.payAsYouGo')}</th>
        <th className={`num ${ASIDE}`}>{t('columns.list')}</th>
        <th className="num">{t('columns.payable')}</th>
      </tr>
    </thead>
  )
}

export function SumCells({ sum }: { sum: ReportSum }) {
  const t = useTranslations('reports')
  const { instances, subscription, payAsYouGo } = sum
  return (
    <>
      <td className="num whitespace-nowrap">{formatNumber(instances)}</td>
      <td className={`num whitespace-nowrap ${ASIDE}`}>{amountText(subscription, sum)}</td>
      <td className={`num whitespace-nowrap ${ASIDE}`}>{amountText(payAsYouGo, sum)}</td>
      <td className={`num whitespace-nowrap text-muted ${ASIDE}`}>{listText(sum, t('noList'))}</td>
      <td className="num whitespace-nowrap font-[550]">{payableText(sum)}</td>
    </>
  )
}

interface PartTableProps {
  first: string
  parts: readonly ReportPart[]
  totals: readonly ReportSum[]
  nameOf: (part: ReportPart) => string
}

/** What each part came to, a line for each currency, and what they come to together. */
export function PartTable({ first, parts, totals, nameOf }: PartTableProps) {
  const t = useTranslations('reports')
  return (
    <Wide label={first}>
      <table className="tbl dense">
        <SumHead first={first} />
        <tbody>
          {parts.map((part) =>
            part.sums.length === 0 ? (
              <tr key={part.key}>
                <PartName part={part} name={nameOf(part)} />
                <td colSpan={5} className="num text-muted">
                  {t('noAmount')}
                </td>
              </tr>
            ) : (
              part.sums.map((sum, place) => (
                <tr key={`${part.key} ${sum.currency}`}>
                  <PartName part={part} name={nameOf(part)} again={place > 0} />
                  <SumCells sum={sum} />
                </tr>
              ))
            ),
          )}
        </tbody>
        <tfoot>
          {totals.map((sum) => (
            <tr key={sum.currency}>
              <th scope="row" className="text-start">
                {t('together')}
              </th>
              <SumCells sum={sum} />
            </tr>
          ))}
        </tfoot>
      </table>
    </Wide>
  )
}

function PartName({ part, name, again = false }: { part: ReportPart; name: string; again?: boolean }) {
  const t = useTranslations('reports')
  return (
    <th scope="row" className={`text-start font-normal${part.key === '' ? ' text-warn' : ''}`}>
      <span className={again ? 'sr-only' : undefined}>{name}</span>
      {part.noPrice > 0 && !again ? (
        <span className="text-muted text-sm"> {t('andNoPrice', { count: part.noPrice })}</span>
      ) : null}
    </th>
  )
}
