'use client'

import { useTranslations } from 'next-intl'

/** The day of now in UTC, as versions count. */
export const today = () => new Date().toISOString().slice(0, 10)

/** Why a day cannot be taken, or undefined. */
export function useValidity(): (day: string) => string | undefined {
  const t = useTranslations('rates')
  return (day) => (/^\d{4}-\d\d-\d\d$/.test(day) ? undefined : t('dayNeeded'))
}
