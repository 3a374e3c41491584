'use client'

import { useTranslations } from 'next-intl'
import { State } from '@/components/ui/status'
import type { Change } from '@/lib/model/change'
import { isSilence } from './silence'
import { STATE_TONES } from './words'

/** How a change stands; of one that needed a person, what came out once somebody said so. */
export function ChangeState({ change }: { change: Pick<Change, 'state' | 'concluded' | 'evidence'> }) {
  const t = useTranslations('changes')
  const { state, concluded } = change
  if (isSilence(change)) return <State tone="unk">{t('silence.state')}</State>
  return concluded === null ? (
    <State tone={STATE_TONES[state]}>{t(`states.${state}`)}</State>
  ) : (
    <State tone={concluded === 'happened' ? 'ok' : concluded === 'did-not' ? 'off' : 'unk'}>
      {t(`conclude.${concluded}`)}
    </State>
  )
}
