'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { usePreferences } from '@/components/ui/preferences'
import { LONGEST_DAYS, rangeFault } from '@/lib/model/time-range'

/** Longer texts of an address are no range, and nothing to read. */
const MOST_SIGNS = 60

/**
 * Of an address with a range that cannot be shown: what it asks for, why that is not shown, and what is instead. It goes
 * when a range is chosen, as that takes its place in the address.
 */
export function RangeNotice({ shown }: { shown: string }) {
  const t = useTranslations('monitoring.asked')
  const { zone } = usePreferences()
  const text = useSearchParams().get('range')
  const fault = text === null ? null : rangeFault(text, { zone, now: Date.now() })
  if (text === null || fault === null) return null
  const asked = text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)}…` : text
  return (
    <Banner
      tone="warn"
      role="status"
      className="order-last w-full"
      title={t.rich('title', { asked, code: (words) => <code className="wrap-anywhere">{words}</code> })}
    >
      {t(fault, { days: LONGEST_DAYS })} {t('instead', { shown })}
    </Banner>
  )
}
