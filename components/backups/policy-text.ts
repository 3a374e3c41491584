'use client'

import { useTranslations } from 'next-intl'
import type { BackupPolicy } from '@/lib/model/backup'
import { movedHours } from '@/lib/model/policy-zone'
import { useShownOffset, zoneText } from './reader-clock'

/** The days of a policy in words. */
export function useDaysText() {
  const t = useTranslations('backups')
  return (days: BackupPolicy['days']) =>
    days.length === 7 ? t('everyDay') : days.map((day) => t(`days.${day}`)).join(t('daysComma'))
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
