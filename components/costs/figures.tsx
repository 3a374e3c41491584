'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import type { CostPage, CostSum } from '@/lib/model/cost'
import { compare, minus } from '@/lib/model/money'
import { listHref, sumIn, sumText } from './words'

/** What everything comes to a month, in parts that add up, and what is in none of them. */
export function Figures({ page }: { page: CostPage }) {
  const t = useTranslations('costs.figures')
  const { total, before, charge, source, counts } = page
  const payAsYouGo = [...charge.payAsYouGo, ...charge.unknown]
  return (
    <dl className="grid border-border border-b wide:grid-cols-2 desk:grid-cols-5">
      <Figure name={t('total')} value={<Sums sums={total} />}>
        {total.map((sum) => (
          <span key={sum.currency} className="block">
            <Off sum={sum} />
            {before ? <Since sum={sum} then={sumIn(before, sum.currency)} /> : null}
          </span>
        ))}
      </Figure>
      <Figure name={t('subscription')} value={<Sums sums={charge.subscription} />}>
        {t('instances', { count: instancesOf(charge.subscription) })}
      </Figure>
      <Figure name={t('payAsYouGo')} value={<Sums sums={payAsYouGo} />}>
        {t('instances', { count: instancesOf(payAsYouGo) })}
      </Figure>
      <Figure name={t('estimate')} value={<Sums sums={source.estimate} />}>
        {t('estimateText', { count: instancesOf(source.estimate) })}
      </Figure>
      <Figure name={t('leftOut')} value={formatNumber(counts.all - counts.counted)}>
        <span className="grid">
          {counts.noPrice > 0 ? (
            <Link href={listHref(page.only ? [page.only] : [], 'none')} prefetch={false}>
              {t('noPrice', { count: counts.noPrice })}
            </Link>
          ) : null}
          {counts.expired > 0 ? (
            <Link href={listHref(page.only ? [page.only] : [], 'ended')} prefetch={false}>
              {t('expired', { count: counts.expired })}
            </Link>
          ) : null}
          {counts.doubles > 0 ? <span>{t('doubles', { count: counts.doubles })}</span> : null}
          {counts.all === counts.counted && counts.doubles === 0 ? <span>{t('nothing')}</span> : null}
        </span>
      </Figure>
    </dl>
  )
}

const instancesOf = (sums: readonly CostSum[]) => sums.reduce((all, { instances }) => all + instances, 0)

function Figure({ name, value, children }: { name: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className="grid content-start gap-0.5 border-border px-gut py-2.5 max-desk:border-t desk:border-l desk:first:border-l-0">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="font-[550] text-[20px] leading-[26px] tracking-[-0.015em]">{value}</dd>
      <dd className="text-muted text-sm">{children}</dd>
    </div>
  )
}

/** One line for each currency: they are not added. */
function Sums({ sums }: { sums: readonly CostSum[] }) {
  const t = useTranslations('costs.figures')
  if (sums.length === 0) return <span className="text-muted">{t('none')}</span>
  return sums.map((sum) => (
    <span key={sum.currency} className="block wrap-anywhere">
      {sumText(sum)}
    </span>
  ))
}

/** How much less than the list price it is, where it is. */
function Off({ sum: { list, payable, currency } }: { sum: CostSum }) {
  const t = useTranslations('costs.figures')
  return (
    <span className="block">
      {compare(list, payable) > 0
        ? t('listOff', { list: formatMoney(list, currency), off: formatMoney(minus(list, payable), currency) })
        : t('listSame')}
    </span>
  )
}

function Since({ sum, then }: { sum: CostSum; then: CostSum | undefined }) {
  const t = useTranslations('costs.figures')
  return (
    <span className="block">{t('since', { delta: deltaText(sum.payable, then?.payable ?? '0', sum.currency) })}</span>
  )
}

/** What came on top, with its sign. */
export function deltaText(now: string, then: string, currency: string | null): string {
  const delta = minus(now, then)
  return `${compare(delta, '0') > 0 ? '+' : ''}${formatMoney(delta, currency)}`
}
