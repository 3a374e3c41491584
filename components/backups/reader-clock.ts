'use client'

import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'

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

/** The reader's clock, in minutes east of UTC. */
export function useShownOffset(): number {
  const local = useLocalOffset()
  return usePreferences().zone === 'utc' ? 0 : local
}
