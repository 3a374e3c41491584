'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { Change } from '@/lib/model/change'
import { useTextOf } from './words'

/** Nobody answered and nobody saw it happen: that it did not is concluded from silence, and holds as far as was looked. */
export const isSilence = ({ state, evidence }: Pick<Change, 'state' | 'evidence'>): boolean =>
  state === 'failed' && evidence?.from === 'state'

/** What silence says: until when its cloud was looked at, that it may still come, and when it is looked at once more. */
export function Silence({
  change: { evidence, steps, looksAgainAt, ref },
  why,
}: {
  change: Change
  why: string | null
}) {
  const t = useTranslations('changes')
  const locale = useLang()
  const textOf = useTextOf(ref)
  if (!evidence) return null
  const last = steps.findLast(({ step }) => step === 'no-answer' || step === 'recorded')
  const seconds = last ? Math.round((Date.parse(evidence.at) - Date.parse(last.at)) / 1_000) : 0
  const late = steps.findLast(({ step, details }) => step === 'looked' && details.late === true)
  return (
    <Banner
      tone="danger"
      title={t.rich('silence.title', { time: () => <Moment at={late?.at ?? evidence.at} style="seconds" /> })}
    >
      {t(textOf(`evidence.${evidence.finding}`))}{' '}
      {t('silence.bound', { length: formatDuration(Math.max(1, seconds), locale) })}
      {late ? <> {t.rich('silence.looked', { time: () => <Moment at={late.at} style="seconds" /> })}</> : null}{' '}
      {t('silence.late')}
      {looksAgainAt ? (
        <> {t.rich('silence.again', { time: () => <Moment at={looksAgainAt} style="seconds" /> })}</>
      ) : null}
      {why ? ` ${why}` : null}
    </Banner>
  )
}
