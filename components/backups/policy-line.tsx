'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { BackupPolicy, InstanceBackups } from '@/lib/model/backup'
import type { Instance } from '@/lib/model/instance'

const two = (value: number) => String(value).padStart(2, '0')
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
/** A time of day some minutes east, in UTC. */
const utcOf = (text: string, offset: number) => {
  const at = (minutes(text) - offset + 2_880) % 1_440
  return `${two(Math.floor(at / 60))}:${two(at % 60)}`
}
const zoneOf = (offset: number) =>
  offset === 0
    ? 'UTC'
    : `UTC${offset < 0 ? '−' : '+'}${Math.floor(Math.abs(offset) / 60)}${offset % 60 ? `:${two(Math.abs(offset) % 60)}` : ''}`

/** What the form of each service wants to begin with: the policy as it is. */
function given(row: Instance, { days, window, on, incremental }: BackupPolicy): string {
  const { service } = row.key
  const hours = window ?? { start: '', end: '' }
  const params: Record<string, string> =
    service === 'alibaba-kvstore'
      ? { days: days.join(','), startUtc: hours.start, endUtc: hours.end, incremental: String(incremental ?? false) }
      : service === 'jdcloud-redis'
        ? { on: String(on ?? true), days: days.join(','), startChina: hours.start, endChina: hours.end }
        : { on: String(on ?? true), ...(window ? { hour: `${hours.start}-${hours.end}` } : {}) }
  return new URLSearchParams(params).toString()
}

/** When backups are made by themselves, in the policy's own hours and in UTC, and the way to change it. */
export function PolicyLine({ data, row }: { data: InstanceBackups; row: Instance }) {
  const t = useTranslations('backups')
  const { role } = useMe()
  const { policy, policyRefused, next } = data
  const href = `/instances/${encodeURIComponent(row.ref)}/change/backup-policy`
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      {policy ? (
        <PolicyWords policy={policy} />
      ) : (
        <State tone="unk">
          {t('policyRefused', { message: [policyRefused?.message, policyRefused?.code].filter(Boolean).join(' · ') })}
        </State>
      )}
      {next && policy?.on !== false && (
        <span className="text-muted">
          {t.rich('next', { time: () => <Moment at={policy?.nextAt ?? next.from} /> })}
        </span>
      )}
      {role === 'viewer' ? (
        <Button size="small" reason={t('viewer')}>
          {t('changePolicy')}
        </Button>
      ) : (
        <Link
          href={`${href}${policy ? `?${given(row, policy)}` : ''}`}
          className={buttonClass({ size: 'small' })}
          prefetch={false}
        >
          {t('changePolicy')}
        </Link>
      )}
    </div>
  )
}

function PolicyWords({
  policy: { on, days, window, offsetMinutes, retentionDays, incremental },
}: {
  policy: BackupPolicy
}) {
  const t = useTranslations('backups')
  if (on === false) return <State tone="warn">{t('policyOff')}</State>
  if (!window || days.length === 0) return <State tone="unk">{t('policyUnknown')}</State>
  const named = days.length === 7 ? t('everyDay') : days.map((day) => t(`days.${day}`)).join(t('daysComma'))
  const utc = `${utcOf(window.start, offsetMinutes)}–${utcOf(window.end, offsetMinutes)} UTC`
  return (
    <>
      <b className="font-medium">
        {named} {window.start}–{window.end}
      </b>
      <span className="text-muted">
        {[
          zoneOf(offsetMinutes),
          ...(offsetMinutes === 0 ? [] : [utc]),
          retentionDays === null ? t('keptUnknown') : t('kept', { days: retentionDays }),
          ...(incremental ? [t('incremental')] : []),
        ].join(' · ')}
      </span>
    </>
  )
}
