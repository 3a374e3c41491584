'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Shape } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { type BackupPolicy, type InstanceBackups, WITHOUT_RUNS } from '@/lib/model/backup'
import type { Instance } from '@/lib/model/instance'
import { movedHours } from '@/lib/model/policy-zone'
import { useDaysText } from './policy-text'
import { useShownOffset, zoneText } from './reader-clock'

/** When backups are made by themselves, in the reader's hours and in UTC, and the way to change it. */
export function PolicyLine({ data, row }: { data: InstanceBackups; row: Instance }) {
  const t = useTranslations('backups')
  const { role } = useMe()
  const status = useTranslations('status')
  const { policy, policyRefused, next, sets } = data
  const newest = sets?.find((set) => set.status === 'done')
  const runs = !WITHOUT_RUNS.includes(row.status)
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
      {!runs && policy && policy.on !== false && (
        <p className="st warn min-w-0 max-w-full">
          <Shape tone="warn" />
          <span className="min-w-0 whitespace-normal">
            {newest
              ? t.rich('noNextSince', {
                  status: status(row.status),
                  time: () => <Moment at={newest.startedAt} style="day" />,
                })
              : t('noNext', { status: status(row.status) })}
          </span>
        </p>
      )}
      {next && runs && policy?.on !== false && (
        <span className="text-muted">
          {t.rich('next', { time: () => <Moment at={policy?.nextAt ?? next.from} style="day" /> })}
        </span>
      )}
      {role === 'viewer' ? (
        <Button size="small" reason={t('viewer')}>
          {t('changePolicy')}
        </Button>
      ) : (
        <Link href={href} className={buttonClass({ size: 'small' })} prefetch={false}>
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
  const daysText = useDaysText()
  const offset = useShownOffset()
  if (on === false) return <State tone="warn">{t('policyOff')}</State>
  if (!window || days.length === 0) return <State tone="unk">{t('policyUnknown')}</State>
  const own = { days, ...window }
  const shown = movedHours(own, offsetMinutes, offset)
  const others = [...new Set([0, offsetMinutes])].filter((one) => one !== offset)
  const hours = (one: number) => {
    const { start, end, days: moved } = movedHours(own, offsetMinutes, one)
    return `${moved.join() === shown.days.join() ? '' : `${daysText([...moved])} `}${start}–${end} ${zoneText(one)}`
  }
  return (
    <>
      <b className="font-medium">
        {daysText([...shown.days])} {shown.start}–{shown.end}
      </b>
      <span className="text-muted">
        {[
          zoneText(offset),
          ...others.map(hours),
          retentionDays === null ? t('keptUnknown') : t('kept', { days: retentionDays }),
          ...(incremental ? [t('incremental')] : []),
        ].join(' · ')}
      </span>
    </>
  )
}
