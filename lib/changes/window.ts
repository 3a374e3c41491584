import type { InstanceDetail } from '@/lib/model/instance'

/** Work that begins at the end of a window goes on after it. */
const MARGIN_S = 3_600
const DAY_S = 86_400

const secondOfDay = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 3_600 + minutes * 60
}

/**
 * Seconds from when a change was sent until the cloud's next maintenance window is over, with an hour for work that
 * begins late; a day where the cloud did not tell its window.
 */
export function secondsToWindowEnd(sentAt: Date | null, { maintenance }: InstanceDetail): number {
  if (!maintenance || !sentAt) return DAY_S + MARGIN_S
  const [start, end] = [secondOfDay(maintenance.startUtc), secondOfDay(maintenance.endUtc)]
  const sent = Math.floor(sentAt.getTime() / 1_000) % DAY_S
  const length = (end - start + DAY_S) % DAY_S || DAY_S
  const since = (sent - start + DAY_S) % DAY_S
  const left = since < length ? length - since : DAY_S - since + length
  return left + MARGIN_S
}
