'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLang } from '@/components/ui/badge'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { InstanceBackups } from '@/lib/model/backup'
import { promiseParts } from '@/lib/model/coverage'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** The sentence: what a loss now would cost, the worst of the span, and what the policy promises. */
export function Worth({ data: { at, from, coverage, policy }, days: asked }: { data: InstanceBackups; days: number }) {
  const t = useTranslations('backups')
  const locale = useLang()
  if (!coverage) return null
  const { nowSeconds, worst, promisedSeconds, gaps, judgedFrom } = coverage
  // Of what is not kept any more nothing can be said, so that nothing is said of those days.
  const days =
    judgedFrom === null
      ? asked
      : Math.min(asked, Math.max(1, Math.round((Date.parse(at) - Date.parse(judgedFrom)) / DAY_MS)))
  const kept = policy?.retentionDays ?? null
  const isBlind =
    judgedFrom !== null &&
    Date.parse(judgedFrom) - Date.parse(from) > DAY_MS / 2 &&
    (kept === null || Math.abs(Date.parse(at) - kept * DAY_MS - Date.parse(judgedFrom)) < HOUR_MS)
  const figure = (seconds: number) => ({
    time: formatDuration(seconds, locale),
    b: (text: ReactNode) => (
      <b className={promisedSeconds !== null && seconds > promisedSeconds ? 'text-danger' : undefined}>{text}</b>
    ),
  })
  const lasts = worst !== null && Date.parse(at) - Date.parse(worst.to) < MINUTE_MS
  const now =
    nowSeconds === null ? <b className="text-danger">{t('noGoodSet', { days })}</b> : t.rich('loss', figure(nowSeconds))
  const said: [string, ReactNode][] = [['now', now]]
  // With nothing to go back to, how long that is says no more.
  if (lasts && worst && nowSeconds !== null && Math.abs(worst.seconds - nowSeconds) < 60)
    said.push(['worst', t('worstNow', { days })])
  else if (worst && nowSeconds !== null)
    said.push([
      'worst',
      t.rich(lasts ? 'worstLasts' : 'worst', {
        ...figure(worst.seconds),
        days,
        at: () => <Moment at={worst.to} style="day" />,
      }),
    ])
  if (promisedSeconds !== null) {
    const { days: step, window } = promiseParts(promisedSeconds)
    said.push(['promise', t('promise', { days: step, window: formatDuration(window, locale) })])
    if (judgedFrom !== null) said.push(['gaps', t('gaps', { count: gaps.length })])
  } else if (policy?.on === false) said.push(['promise', t('promisesNothing')])
  if (isBlind)
    said.push(['blind', t.rich('blind', { kept: kept ?? 0, from: () => <Moment at={judgedFrom} style="date" /> })])
  return (
    <p className="max-w-[900px] font-medium text-[15px] leading-[22px]">
      {said.map(([key, words], index) => (
        <span key={key}>
          {index > 0 && locale !== 'zh' ? ' ' : ''}
          {words}
        </span>
      ))}
    </p>
  )
}
