'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import { type SizingSum, type SizingWindow, STATES_OF } from '@/lib/model/sizing'

/** What following all findings would do to the costs, and what is in none of the sums. */
export function SizingFigures({ head, onUnknown }: { head: SizingWindow; onUnknown: () => void }) {
  const t = useTranslations('sizing.figures')
  const { savings, extra, leftOut, counts } = head
  const unknown = STATES_OF.unknown.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const judged = STATES_OF.findings.concat(STATES_OF.ignored, STATES_OF.fine).some((state) => (counts[state] ?? 0) > 0)
  const noSum = leftOut.noClass + leftOut.noPrice
  return (
    <dl className="grid border-border border-b wide:grid-cols-2 desk:grid-cols-4" aria-label={t('label')}>
      <Figure name={t('savings')} value={<Sums sums={savings} judged={judged} good />}>
        <SumTexts sums={savings} />
      </Figure>
      <Figure name={t('extra')} value={<Sums sums={extra} judged={judged} />}>
        <SumTexts sums={extra} />
      </Figure>
      <Figure name={t('leftOut')} value={formatNumber(noSum)}>
        {noSum === 0 && judged ? t('nothingLeftOut') : null}
        {leftOut.noClass > 0 ? <span className="block">{t('noClass', { count: leftOut.noClass })}</span> : null}
        {leftOut.noPrice > 0 ? <span className="block">{t('noPrice', { count: leftOut.noPrice })}</span> : null}
      </Figure>
      <Figure
        name={t('unknown')}
        value={
          <button type="button" className="link" onClick={onUnknown} aria-label={`${t('unknown')}: ${unknown}`}>
            {formatNumber(unknown)}
          </button>
        }
      >
        {t('unknownText')}
      </Figure>
    </dl>
  )
}

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
function Sums({ sums, judged, good }: { sums: readonly SizingSum[]; judged: boolean; good?: boolean }) {
  const t = useTranslations('sizing.figures')
  if (sums.length === 0) return <span className="text-muted">{t(judged ? 'none' : 'notJudged')}</span>
  return sums.map(({ currency, perMonth, estimated }) => (
    <span key={currency} className={good ? 'block wrap-anywhere text-ok' : 'block wrap-anywhere'}>
      {estimated === '0' ? '' : '≈\u2009'}
      {formatMoney(perMonth, currency)}
    </span>
  ))
}

function SumTexts({ sums }: { sums: readonly SizingSum[] }) {
  const t = useTranslations('sizing.figures')
  return sums.map(({ currency, perYear, instances, estimated }) => (
    <span key={currency} className="block">
      {t('savingsText', { year: formatMoney(perYear, currency), count: instances })}
      {estimated === '0' ? null : (
        <span className="block">{t('estimated', { amount: formatMoney(estimated, currency) })}</span>
      )}
    </span>
  ))
}
