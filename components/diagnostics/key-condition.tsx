'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { State } from '@/components/ui/status'
import type { KeyAnalysis } from '@/lib/model/key-analysis'

interface KeyConditionProps {
  reference: string
  condition: NonNullable<KeyAnalysis['condition']>
}

/** What a parameter has to be before keys can be looked at, and the way to change it. */
export function KeyCondition({
  reference,
  condition: { parameter, value, wanted, holds, nearest },
}: KeyConditionProps) {
  const t = useTranslations('diagnostics')
  if (holds === true)
    return (
      <p className="text-sm">
        <State tone="ok">{t('conditionHolds', { parameter, value: value ?? '' })}</State>
      </p>
    )
  const query = new URLSearchParams({ tab: 'parameters', name: parameter, ...(nearest && { set: nearest.value }) })
  const href = `/instances/${encodeURIComponent(reference)}?${query}`
  return (
    <Banner
      tone={holds === false ? 'warn' : 'info'}
      title={t(holds === false ? 'conditionFails' : 'conditionUnknown', { parameter, value: value ?? '' })}
      role="status"
      actions={
        <Link href={href} prefetch={false}>
          {t('changeParameter')}
        </Link>
      }
    >
      {t('conditionWhy', { wanted: wanted.join(t('or')) })}
      {nearest && ` ${t(`conditionNearest.${nearest.drops}`, { nearest: nearest.value, value: value ?? '' })}`}
    </Banner>
  )
}
