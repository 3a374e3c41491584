'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Age } from '@/components/ui/time'
import { formatDuration, formatNumber } from '@/lib/i18n/format'
import type { Standing } from '@/lib/model/backup'
import { promiseParts } from '@/lib/model/coverage'
import type { CoverageRow } from '@/lib/model/fleet-coverage'
import { usePolicyText } from '../policy-text'

export const STANDING_TONES: Record<Standing, Tone> = {
  unprotected: 'danger',
  off: 'warn',
  late: 'warn',
  unknown: 'unk',
  gaps: 'info',
  waiting: 'prog',
  covered: 'ok',
  none: 'off',
}

/** Why there is no figure: not read yet, or not told. Nothing where there is nothing to tell. */
function Missing({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups')
  if (row.standing === 'none') return null
  return <span className="truncate text-muted">{row.facts ? t('notTold') : t('fleet.notRead')}</span>
}

export function StandingCell({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups.fleet.standingHints')
  const wordOf = useTranslations('instances.standings')
  return (
    <span className="min-w-0 overflow-hidden" data-tip={t(row.standing)}>
      <State tone={STANDING_TONES[row.standing]}>{wordOf(row.standing)}</State>
    </span>
  )
}

export function PolicyCell({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups')
  const textOf = usePolicyText()
  const { facts } = row
  if (row.standing === 'none') return <span className="truncate text-muted">{t('fleet.noneWhy')}</span>
  if (!facts) return <Missing row={row} />
  if (!facts.policy) {
    const { code, kind = 'other', message } = facts.policyRefused ?? {}
    return (
      <span className="truncate text-muted" data-tip={[message, code].filter(Boolean).join(' · ')}>
        {t('fleet.refused', { kind, code: code ?? '' })}
      </span>
    )
  }
  const text = textOf(facts.policy)
  const clocks = [text, textOf(facts.policy, 0), textOf(facts.policy, facts.policy.offsetMinutes)]
  return (
    <span className="truncate text-text-2" data-tip={[...new Set(clocks)].join('\n')}>
      {text}
    </span>
  )
}

/** The newest good set, and whether a newer one is being made. */
export function LastCell({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups')
  const { facts } = row
  if (!facts) return <Missing row={row} />
  if (facts.setsRefused) {
    const { code, kind, message } = facts.setsRefused
    return (
      <span className="truncate text-muted" data-tip={[message, code].filter(Boolean).join(' · ')}>
        {t('fleet.refused', { kind, code: code ?? '' })}
      </span>
    )
  }
  return (
    <span className="truncate">
      {facts.lastGoodAt ? (
        <Age at={facts.lastGoodAt} />
      ) : row.standing === 'waiting' ? (
        <span className="text-muted">{t('fleet.noneYet')}</span>
      ) : (
        <span className="text-danger">{t('fleet.noGood')}</span>
      )}
      {facts.running ? <span className="text-muted"> {t('fleet.running')}</span> : null}
    </span>
  )
}

export function PromisedCell({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups.fleet')
  const locale = useLang()
  const { facts } = row
  if (facts?.promisedSeconds != null) {
    const { days, window } = promiseParts(facts.promisedSeconds)
    const time = formatDuration(window, locale)
    return (
      <span className="whitespace-nowrap" data-tip={t('promisedHint', { days, window: time })}>
        {t('promised', { days, window: time })}
      </span>
    )
  }
  if (facts?.policy?.on === false) return <span className="text-muted">{t('noPromise')}</span>
  return <Missing row={row} />
}

/** The longest stretch without a good set in the days that were looked at. */
export function WorstCell({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups.fleet')
  const locale = useLang()
  const { facts } = row
  // Too young for its first set: nothing has been missed.
  if (row.standing === 'waiting') return <span className="text-muted">{t('noneYet')}</span>
  if (!facts?.worst) return <Missing row={row} />
  const over = facts.promisedSeconds !== null && facts.worst.seconds > facts.promisedSeconds
  const time = formatDuration(facts.worst.seconds, locale)
  return (
    <span className={over || facts.lastGoodAt === null ? 'text-danger' : undefined}>
      {facts.worstAtLeast ? t('atLeast', { time }) : time}
    </span>
  )
}

export function FailuresCell({ row }: { row: CoverageRow }) {
  const { facts } = row
  if (!facts || facts.setsRefused) return <Missing row={row} />
  return <span className={facts.failures > 0 ? 'text-danger' : 'text-muted'}>{formatNumber(facts.failures)}</span>
}

/** How old this is, and that the last try failed. */
export function ReadCell({ row }: { row: CoverageRow }) {
  const t = useTranslations('backups.fleet')
  const { readAt, failed, waiting, standing } = row
  if (standing === 'none') return null
  const why = failed && [failed.message, failed.code ?? failed.kind].filter(Boolean).join(' · ')
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-muted">
      <span className="truncate">{readAt ? <Age at={readAt} /> : t('notRead')}</span>
      {failed ? (
        <span className="tag flex-none" data-tip={why ?? undefined}>
          {t('failed')}
        </span>
      ) : waiting && readAt ? (
        <span className="tag flex-none">{t('asked')}</span>
      ) : null}
    </span>
  )
}
