'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { formatNumber } from '@/lib/i18n/format'
import type { AllocationPreview, CostSum } from '@/lib/model/cost'
import { deltaText } from '../figures'
import { sumIn, sumText } from '../words'

/** What the rules would move: how many instances, and how much money each team would pay more or less. */
export function Preview({ preview }: { preview: AllocationPreview }) {
  const t = useTranslations('costs.rules')
  const costs = useTranslations('costs')
  const nameOf = (team: string) => team || costs('none.team')
  const number = formatNumber
  return (
    <section className="grid content-start gap-2" aria-label={t('preview')}>
      <p className="text-[15px] leading-[22px]" role="status">
        {t('moves', { count: preview.moved, moved: number(preview.moved), instances: number(preview.instances) })}
      </p>
      <p className="text-muted text-sm">
        {t('rest', { byAccount: number(preview.byAccount), nobody: number(preview.nobody) })}
      </p>
      <table className="tbl dense flush">
        <thead>
          <tr>
            <th className="text-start">{costs('by.team')}</th>
            <th className="num">{t('before')}</th>
            <th className="num">{t('after')}</th>
            <th className="num">{t('difference')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.teams.map(({ team, before, after }) => (
            <tr key={team}>
              <td className="wrap-anywhere">{nameOf(team)}</td>
              <td className="num">
                <Sums sums={before} />
              </td>
              <td className="num">
                <Sums sums={after} />
              </td>
              <td className="num">
                {[...new Set([...before, ...after].map(({ currency }) => currency))].map((currency) => (
                  <span key={currency} className="block whitespace-nowrap">
                    {deltaText(sumIn(after, currency), sumIn(before, currency), currency)}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.examples.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-accent">
            {t('examplesTitle', { count: preview.examples.length })}
          </summary>
          <ul className="grid gap-0.5 pt-1">
            {preview.examples.map(({ ref, name, from, to }) => (
              <li key={ref} className="text-sm wrap-anywhere">
                <Link href={`/instances/${encodeURIComponent(ref)}`} prefetch={false}>
                  {name}
                </Link>{' '}
                <span className="text-muted">
                  {nameOf(from)} → {nameOf(to)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

function Sums({ sums }: { sums: readonly CostSum[] }) {
  const t = useTranslations('costs.rules')
  if (sums.length === 0) return <span className="text-muted">{t('noSum')}</span>
  return sums.map((sum) => (
    <span key={sum.currency} className="block whitespace-nowrap">
      {sumText(sum)}
    </span>
  ))
}
