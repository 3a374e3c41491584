import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'

/** `2026-11-21 18:03` on the clock of UTC+8, whatever clock the reader has: on paper nobody can ask. */
export const reportTime = (iso: string): string =>
  new Date(Date.parse(iso) + BILLING_OFFSET_MINUTES * 60_000).toISOString().slice(0, 16).replace('T', ' ')
