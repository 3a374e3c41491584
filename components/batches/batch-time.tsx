'use client'

import { useTranslations } from 'next-intl'
import { BothZones } from '@/components/changes/when-field'
import type { Batch } from '@/lib/model/batch'

/** When the rows start that wait for their time; nothing where none does. */
export function BatchTime({ batch: { schedule, counts } }: { batch: Batch }) {
  const t = useTranslations('batches.when')
  const changes = useTranslations('changes')
  if (!schedule) return null
  const { kind, first, last } = schedule
  const count = (counts.scheduled ?? 0) + (counts.waiting ?? 0)
  return (
    <div className="grid gap-1">
      <p>{t(`starts.${kind}`, { count })}</p>
      <BothZones at={first} />
      {last !== first && (
        <>
          <p>{t('last')}</p>
          <BothZones at={last} />
        </>
      )}
      <p className="hint">
        {changes('when.again')} {t(`late.${kind}`)}
      </p>
    </div>
  )
}
