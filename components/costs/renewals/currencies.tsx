'use client'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { formatDate } from '@/lib/i18n/format'
import type { RenewalWindow } from '@/lib/model/renewal'

type Head = Pick<RenewalWindow, 'months' | 'savings' | 'reporting' | 'used'>

/** By which exchange rates the sums are made, or why a sum stands for each currency. */
export function Currencies({ head: { months, savings, reporting, used } }: { head: Head }) {
  const t = useTranslations('renewals.currencies')
  const locale = useLang()
  const currencies = new Set([...months.flatMap(({ sums }) => sums), ...savings].map(({ currency }) => currency))
  const said = used.map(({ currency, rate, from }) =>
    t('rate', {
      currency,
      rate,
      reporting: reporting ?? '',
      from: formatDate(`${from}T00:00:00.000Z`, { zone: 'utc', locale }),
    }),
  )
  const isApart = reporting === null ? currencies.size > 1 : [...currencies].some((currency) => currency !== reporting)
  if (isApart) said.push(t(reporting === null ? 'none' : 'apart'))
  return said.length > 0 ? <p className="text-muted text-sm">{said.join(' ')}</p> : null
}
