'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import type { CostPage, CostSum } from '@/lib/model/cost'
import { compare, minus } from '@/lib/model/money'
import { aboutText, listHref, sumIn, sumText } from './words'

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
          {counts.noPrice > 0 ? <WayToCard /> : null}
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

/** What has no price can have an estimate: admins of all accounts keep the rate card. */
function WayToCard() {
  const t = useTranslations('costs.figures')
  const me = useMe()
  if (me.role !== 'admin' || me.scope.kind !== 'all') return <span>{t('cardOfAdmins')}</span>
  return (
    <Link href="/settings/rates" prefetch={false}>
      {t('card')}
    </Link>
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
    <span key={sum.currency} className="block whitespace-nowrap">
      {sumText(sum)}
    </span>
  ))
}

/** How much less than the list price it is, of what a list price was told of. */
function Off({ sum: { list, payable, unlisted, currency } }: { sum: CostSum }) {
  const t = useTranslations('costs.figures')
  if (compare(payable, unlisted) <= 0) return null
  const money = (amount: string) => formatMoney(amount, currency)
  const [told, paid, off] = [minus(list, unlisted), minus(payable, unlisted), minus(list, payable)]
  const isLess = compare(off, '0') > 0
  const all = unlisted === '0'
  return (
    <span className="block">
      {isLess
        ? t(all ? 'listOff' : 'listOffPart', { list: money(told), off: money(off) })
        : t(all ? 'listSame' : 'listSamePart', { paid: money(paid) })}
    </span>
  )
}

function Since({ sum, then }: { sum: CostSum; then: CostSum | undefined }) {
  const t = useTranslations('costs.figures')
  return <span className="block">{t('since', { delta: deltaText(sum, then, sum.currency) })}</span>
}

/** What came on top, with its sign; `≈` where one of them is an estimate in part. */
export function deltaText(now: CostSum | undefined, then: CostSum | undefined, currency: string | null): string {
  const delta = minus(now?.payable ?? '0', then?.payable ?? '0')
  const isEstimate = [now, then].some((sum) => sum !== undefined && sum.estimated !== '0')
  return aboutText(isEstimate, `${compare(delta, '0') > 0 ? '+' : ''}${formatMoney(delta, currency)}`)
}
