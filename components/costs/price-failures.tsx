'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge } from '@/components/ui/badge'
import { Moment } from '@/components/ui/time'
import { formatNumber } from '@/lib/i18n/format'
import type { CostPage } from '@/lib/model/cost'
import { PROVIDERS } from '@/lib/model/service'

/** Whose price could not be asked for, what its cloud said of it, and when it is asked again; the last prices still count. */
export function PriceFailures({ prices: { failed, failures } }: Pick<CostPage, 'prices'>) {
  const t = useTranslations('costs.standing')
  const problems = useTranslations('problems')
  if (failed === 0) return null
  return (
    <details className="border-border border-b px-gut py-2 text-sm">
      <summary className="cursor-pointer text-warn">{t('failed', { count: failed })}</summary>
      <p className="pt-1 text-text-2">{t('failedText')}</p>
      <ul className="grid gap-1 pt-1">
        {failures.map(({ ref, name, provider, kind, code, message, at, nextAt }) => {
          const cloud = PROVIDERS.find((one) => one === provider)
          const known = kind !== null && problems.has(`provider.${kind}.what`) ? kind : 'unknown'
          return (
            <li key={ref} className="flex flex-wrap items-baseline gap-x-2">
              {cloud ? <CloudBadge provider={cloud} /> : null}
              <Link href={`/instances/${encodeURIComponent(ref)}?tab=billing`} prefetch={false} className="name">
                {name}
              </Link>
              <span className="text-muted">
                <Moment at={at} style="day" />
              </span>
              <span className="wrap-anywhere">
                {problems(`provider.${known}.what`)}{' '}
                <span className="text-muted">{[code, message].filter(Boolean).join(': ')}</span>
              </span>
              <span className="text-text-2">
                {nextAt === null ? t('paused') : t.rich('again', { time: () => <Moment at={nextAt} style="day" /> })}
              </span>
            </li>
          )
        })}
      </ul>
      {failed > failures.length ? (
        <p className="text-muted">{t('moreFailed', { number: formatNumber(failed - failures.length) })}</p>
      ) : null}
    </details>
  )
}
