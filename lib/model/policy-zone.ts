import { WEEKDAYS, type Weekday } from './backup'

const DAY_MINUTES = 1_440

/** Days and hours of a week in some zone: `HH:MM`; an end that is not after the start is on the next day. */
export interface WeekHours {
  days: readonly Weekday[]
  start: string
  end: string
}

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
const two = (value: number) => String(value).padStart(2, '0')
const modulo = (value: number, by: number) => ((value % by) + by) % by
const clockOf = (minutes: number) => {
  const at = modulo(minutes, DAY_MINUTES)
  return `${two(Math.floor(at / 60))}:${two(at % 60)}`
}

/**
 * The same hours of the week as a clock in another zone shows them; zones are minutes east of UTC. A window belongs to the day
 * on which it begins, so its days move where its start crosses midnight.
 */
export function movedHours({ days, start, end }: WeekHours, from: number, to: number): WeekHours {
  const shift = to - from
  const crossed = Math.floor((minutesOf(start) + shift) / DAY_MINUTES)
  const moved = new Set(days.map((day) => modulo(WEEKDAYS.indexOf(day) + crossed, 7)))
  return {
    days: WEEKDAYS.filter((_, at) => moved.has(at)),
    start: clockOf(minutesOf(start) + shift),
    end: clockOf(minutesOf(end) + shift),
  }
}

/** True for a window that ends on the day after it begins. */
export const crossesMidnight = ({ start, end }: Pick<WeekHours, 'start' | 'end'>): boolean =>
  end !== '00:00' && minutesOf(end) <= minutesOf(start)
