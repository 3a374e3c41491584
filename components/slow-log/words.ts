import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { formatDuration, formatNumber, formatTime } from '@/lib/i18n/format'
import type { SlowPattern } from '@/lib/model/slow-log'

const THIN = '\u2009'

/** `2,214 ms`, `640 µs`: as slow logs are read, one unit for what is near in size. */
export function durationText(us: number): string {
  if (us < 1_000) return `${formatNumber(us, Number.isInteger(us) ? 0 : 1)}${THIN}µs`
  return `${formatNumber(us / 1_000, us < 10_000 && us % 1_000 !== 0 ? 1 : 0)}${THIN}ms`
}

/** A step of a ladder, in the largest unit that it fits. */
export const stepText = (us: number): string => (us < 1e6 ? durationText(us) : `${formatNumber(us / 1e6)}${THIN}s`)

/** A sum: `6 min 48 s`, `45.2 s`, `180 ms`. */
export function totalText(us: number, locale: 'en' | 'zh'): string {
  if (us < 1e6) return durationText(us)
  if (us < 6e7) return `${formatNumber(us / 1e6, 1)}${locale === 'zh' ? ' 秒' : `${THIN}s`}`
  return formatDuration(us / 1e6, locale)
}

export const shareText = (share: number): string =>
  `${formatNumber(share * 100, share > 0 && share < 0.0995 ? 1 : 0)}${THIN}%`

/** Keys of a pattern as one reads them; of several that share a template, how many. */
export function useKeysText() {
  const t = useTranslations('slowLog')
  return useCallback(
    ({ keys, others, known }: SlowPattern, counts?: readonly [number, number]): string => {
      if (!known) return t('keysUnknown')
      if (keys.length === 0) return t('noKey')
      const [low, high] = counts ?? [0, 0]
      const times =
        keys.length === 1 && high > 1
          ? ` × ${low === high ? formatNumber(low) : `${formatNumber(low)}–${formatNumber(high)}`}`
          : ''
      return `${keys.join(' ')}${others > 0 ? ` ${t('moreKeys', { count: others })}` : ''}${times}`
    },
    [t],
  )
}

/** The words of a pattern of which no record is there, by its id. */
export function wordsOfId(id: string): string {
  try {
    const words: unknown = JSON.parse(id)
    return Array.isArray(words) ? words.join(' ') : id
  } catch {
    return id
  }
}

/** A node in its cloud's name, or the number of its shard. */
export function useNodeText() {
  const t = useTranslations('slowLog')
  return useCallback((node: string) => (/^\d+$/.test(node) ? t('shard', { number: node }) : node), [t])
}

/** Times of a page: a clock, with its day where the span is longer than one. */
export function useTimeText(isLong: boolean) {
  const locale = useLang()
  const { zone } = usePreferences()
  return useCallback(
    (at: number, seconds = false) =>
      formatTime(new Date(at).toISOString(), { now: isLong ? at - 2 * 86_400_000 : at, zone, locale, seconds }),
    [isLong, locale, zone],
  )
}
