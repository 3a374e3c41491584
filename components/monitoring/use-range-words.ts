'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { formatEnds } from '@/lib/i18n/format'
import type { Span } from '@/lib/model/time-range'

/** Both ends of a range in words, as short as they are clear at a moment. */
export function useRangeWords(span: Span, now: number): string {
  const t = useTranslations('monitoring')
  const locale = useLang()
  const { zone } = usePreferences()
  const [from, to] = formatEnds(span, { now, zone, locale })
  return t('fromTo', { from, to })
}
