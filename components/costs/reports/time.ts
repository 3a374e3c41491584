import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'

/** The same moment on the clock of UTC+8, as if that were UTC's. */
export const billed = (iso: string): string => {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : new Date(time + BILLING_OFFSET_MINUTES * 60_000).toISOString()
}

/** `2026-11-21 18:03` on the clock of UTC+8, whatever clock the reader has: on paper nobody can ask. */
export const reportTime = (iso: string): string => billed(iso).slice(0, 16).replace('T', ' ')
