'use client'

import { useTranslations } from 'next-intl'
import { State } from '@/components/ui/status'
import type { Change } from '@/lib/model/change'
import { STATE_TONES } from './words'

/** How a change stands; of one that needed a person, what came out once somebody said so. */
export function ChangeState({ change: { state, concluded } }: { change: Pick<Change, 'state' | 'concluded'> }) {
  const t = useTranslations('changes')
  return concluded === null ? (
    <State tone={STATE_TONES[state]}>{t(`states.${state}`)}</State>
  ) : (
    <State tone={concluded === 'happened' ? 'ok' : concluded === 'did-not' ? 'off' : 'unk'}>
      {t(`conclude.${concluded}`)}
    </State>
  )
}
