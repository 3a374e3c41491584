'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Moment } from '@/components/ui/time'
import type { Change } from '@/lib/model/change'
import { useTextOf } from './words'

const TONES = { happened: 'ok', 'did-not': 'info', unknown: 'warn' } as const

/** What somebody said who looked, and what the cloud had told before that. */
export function Concluded({ change: { concluded, steps, evidence, ref } }: { change: Change }) {
  const t = useTranslations('changes')
  const textOf = useTextOf(ref)
  const said = steps.findLast(({ step }) => step === 'concluded')
  if (!concluded || !said) return null
  const { note } = said.details
  return (
    <Banner tone={TONES[concluded]} title={t(`conclude.${concluded}`)}>
      {t.rich('conclude.saidBy', { who: said.by, time: () => <Moment at={said.at} style="seconds" /> })}
      {typeof note === 'string' && note !== '' ? ` ${t('conclude.noted', { note })}` : null}
      {evidence && (
        <span className="block text-text-2">
          {t('conclude.before')} {t(textOf(`evidence.${evidence.finding}`))}
        </span>
      )}
    </Banner>
  )
}
