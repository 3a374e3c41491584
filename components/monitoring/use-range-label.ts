'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { formatDuration } from '@/lib/i18n/format'
import { amount, LONGEST_MS, type TimeRange } from '@/lib/model/time-range'

interface RangeLabel {
  text: string
  /** Whole days, so long that its ends need their days. */
  isOfDays: boolean
}

const UNITS = ['m', 'h', 'd'] as const

/** A range that moves with the clock, in words; null: it has moments of its own, or more than is shown. */
export function useRangeLabel({ from, to }: TimeRange): RangeLabel | null {
  const t = useTranslations('monitoring')
  const lang = useLang()
  if (!('before' in from) || !('before' in to) || from.before - to.before > LONGEST_MS) return null
  if (to.before > 0) {
    const words = (ms: number) => formatDuration(ms / 1_000, lang)
    return { text: t('agoTo', { from: words(from.before), to: words(to.before) }), isOfDays: false }
  }
  const written = amount(from.before)
  const [count, unit] = [Number.parseInt(written, 10), UNITS.find((one) => written.endsWith(one)) ?? 'm']
  return { text: t(`lastOf.${unit}`, { count }), isOfDays: unit === 'd' }
}
