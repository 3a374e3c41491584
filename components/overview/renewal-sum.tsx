'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/money'
import { plus } from '@/lib/model/money'
import type { RenewalMonth } from '@/lib/model/renewal'
import { ENDING_SOON } from '@/lib/model/soon'
import { renewalsQuery } from '@/lib/queries/renewals'

const SOON = renewalsQuery({ q: ENDING_SOON, show: 'ending', month: '', sort: 'end' }, 0, 1)

/** What renewing everything that ends soon costs, each for as long as the calendar says, and what the sum leaves out. */
export function RenewalSum() {
  const t = useTranslations('overview.expiring')
  const { data } = useQuery(SOON)
  if (!data) return <span className="skel w-64" />
  const { sums, automatic, noPrice } = together(data.months)
  const parts = [
    sums.length > 0
      ? t('sum', {
          amount: sums
            .map(({ currency, amount, estimated }) =>
              estimated === '0'
                ? formatMoney(amount, currency)
                : t('ofItEstimated', {
                    amount: `≈\u2009${formatMoney(amount, currency)}`,
                    estimated: formatMoney(estimated, currency),
                  }),
            )
            .join(t('and')),
        })
      : null,
    noPrice > 0 ? t('noPrice', { count: noPrice }) : null,
    automatic > 0 ? t('automatic', { count: automatic }) : null,
  ].filter((part) => part !== null)
  return (
    <>
      {parts.join(t('comma'))}
      {parts.length > 0 ? ' · ' : ''}
      <Link href={`/costs/renewals?q=${ENDING_SOON}`} prefetch={false} className="underline">
        {t('costs')}
      </Link>
    </>
  )
}

/** All months of what ends soon. */
function together(months: readonly RenewalMonth[]): Pick<RenewalMonth, 'sums' | 'automatic' | 'noPrice'> {
  const sums = new Map<string | null, RenewalMonth['sums'][number]>()
  for (const one of months.flatMap((month) => month.sums)) {
    const sum = sums.get(one.currency)
    sums.set(
      one.currency,
      sum ? { ...sum, amount: plus(sum.amount, one.amount), estimated: plus(sum.estimated, one.estimated) } : one,
    )
  }
  const count = (of: (month: RenewalMonth) => number) => months.reduce((all, month) => all + of(month), 0)
  return {
    sums: [...sums.values()],
    automatic: count(({ automatic }) => automatic),
    noPrice: count(({ noPrice }) => noPrice),
  }
}
