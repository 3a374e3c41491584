'use client'

import { useTranslations } from 'next-intl'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import type { BackupPolicy } from '@/lib/model/backup'
import { movedHours } from '@/lib/model/policy-zone'

const two = (value: number) => String(value).padStart(2, '0')
/** `UTC+8`, `UTC−3:30`. */
export const zoneText = (offset: number) =>
  offset === 0
    ? 'UTC'
    : `UTC${offset < 0 ? '−' : '+'}${Math.floor(Math.abs(offset) / 60)}${offset % 60 ? `:${two(Math.abs(offset) % 60)}` : ''}`

/** Minutes that this browser's clock is east of UTC now; 0 until it is known. */
export function useLocalOffset(): number {
  const now = useNow()
  return now === 0 ? 0 : -new Date(now).getTimezoneOffset()
}

/** The days of a policy in words. */
export function useDaysText() {
  const t = useTranslations('backups')
  return (days: BackupPolicy['days']) =>
    days.length === 7 ? t('everyDay') : days.map((day) => t(`days.${day}`)).join(t('daysComma'))
}

/** The reader's clock, in minutes east of UTC. */
export function useShownOffset(): number {
  const local = useLocalOffset()
  return usePreferences().zone === 'utc' ? 0 : local
}

/** A policy in one line: days, hours and zone on the reader's clock or another, or that there is none. */
export function usePolicyText() {
  const t = useTranslations('backups')
  const daysText = useDaysText()
  const shown = useShownOffset()
  return ({ on, days, window, offsetMinutes }: BackupPolicy, offset = shown) => {
    if (on === false) return t('policyOff')
    if (!window || days.length === 0) return t('policyUnknown')
    const moved = movedHours({ days, ...window }, offsetMinutes, offset)
    return `${daysText([...moved.days])} ${moved.start}–${moved.end} ${zoneText(offset)}`
  }
}
