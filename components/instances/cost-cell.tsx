'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/i18n/money'
import { amountQuery } from '@/lib/queries/amounts'

/** What an instance costs a month; an estimate of the rate card is said to be one. */
export function CostCell({ reference }: { reference: string }) {
  const t = useTranslations('instances.cost')
  const { data, error, isPending } = useQuery(amountQuery(reference))
  if (isPending) return null
  if (error) return <span className="truncate text-muted">{t('unread')}</span>
  if (!data || data.monthly === null) return <span className="truncate text-muted">{t('none')}</span>
  const text = formatMoney(data.monthly, data.currency)
  if (data.ended) {
    return (
      <span className="truncate text-muted line-through" data-tip={t('ended')}>
        {text}
      </span>
    )
  }
  return (
    <span className="truncate" data-tip={t(data.source === 'estimate' ? 'estimate' : 'quote')}>
      {data.source === 'estimate' ? `≈\u202F${text}` : text}
    </span>
  )
}
