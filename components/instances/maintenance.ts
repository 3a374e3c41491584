interface Window {
  /** `02:00` or `02:00Z`, UTC. */
  startUtc: string
  endUtc: string
}

const DAY_MIN = 24 * 60

/** Minutes after midnight of `02:00`, `02:00Z` or `02:00:00`; undefined when it is no time of day. */
export function minuteOf(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})/.exec(text)
  return match ? (Number(match[1]) * 60 + Number(match[2])) % DAY_MIN : undefined
}

/** A UTC time of day on a clock that is `offsetMin` minutes ahead: `18:00Z` at +480 is `02:00`. */
export function inZone(text: string, offsetMin: number): string {
  const minute = minuteOf(text)
  if (minute === undefined) return text
  const local = (((minute + offsetMin) % DAY_MIN) + DAY_MIN) % DAY_MIN
  return `${String(Math.floor(local / 60)).padStart(2, '0')}:${String(local % 60).padStart(2, '0')}`
}

/** Whether the moment lies in the daily window, which may pass midnight. */
export function isWithin(window: Window, at: Date): boolean {
  const start = minuteOf(window.startUtc)
  const end = minuteOf(window.endUtc)
  if (start === undefined || end === undefined) return false
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes()
  return start <= end ? minute >= start && minute < end : minute >= start || minute < end
}
