'use client'
import { useTranslations } from 'next-intl'
import { measureText } from '@/components/costs/sizing/measure-text'
import { formatNumber } from '@/lib/i18n/format'
import { SIZING_THRESHOLDS, type SizingHeld, type SizingThreshold } from '@/lib/model/sizing'

export const percentText = (value: number) => `${formatNumber(value, value < 10 && value % 1 !== 0 ? 1 : 0)}\u2009%`

/** A threshold with its unit. */
export function useThresholdText(): (id: SizingThreshold, value: number) => string {
  const t = useTranslations('sizing.thresholds.unit')
  return (id, value) => {
    const { unit } = SIZING_THRESHOLDS[id]
    const number = formatNumber(value, value % 1 === 0 ? 0 : value < 0.1 ? 2 : 1)
    return `${number}\u2009${t(unit)}`
  }
}

/** A condition that held, in words with its numbers. */
export function useHeldText(): (held: SizingHeld) => { text: string; threshold: string } {
  const t = useTranslations('sizing')
  const thresholdText = useThresholdText()
  return ({ measure, stat, value, capacity, share, op, threshold, limit }) => {
    const name = t(`measure.${measure}`)
    // A share of a percentage would be said twice.
    const amount = stat === 'per-day' ? formatNumber(value) : measureText(measure, value)
    const text = t(`check.${stat === 'p95' && op === 'least' ? 'p95-least' : stat}`, { measure: name, value: amount })
    return {
      text:
        share === null || capacity === null
          ? text
          : t('check.of', { text, share: percentText(share), capacity: measureText(measure, capacity) }),
      threshold: t('check.aside', { text: t(`check.${op}`, { limit: thresholdText(threshold, limit) }) }),
    }
  }
}
