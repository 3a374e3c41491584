import { fieldProblem } from '@/lib/bff/problem'
import { type ChangeWhen, HORIZON_DAYS } from '@/lib/model/change'
import type { InstanceDetail } from '@/lib/model/instance'
import { nextWindow, type Span } from '@/lib/model/window'
import type { ChangeRow } from './store'

/** A change for a time of day is not started later than this after it. */
export const LATE_MINUTES = 15

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS

export type Schedule = Pick<ChangeRow, 'scheduledFor' | 'scheduledAt' | 'scheduledUntil'>

/**
 * The schedules of several changes that are let go together, by id; empty: at once. Throws as `scheduleOfWhen`, and says
 * how many of them have no window.
 */
export function schedulesOfWhen(
  when: ChangeWhen | undefined,
  rows: readonly { id: string; hours: InstanceDetail['maintenance'] }[],
  now: Date,
): Map<string, Schedule> {
  const count = when?.kind === 'window' ? rows.filter(({ hours }) => !nextWindow(hours, now)).length : 0
  if (count > 0) throw fieldProblem('when', 'some-without-window', { count })
  return new Map(
    rows.flatMap(({ id, hours }) => {
      const schedule = scheduleOfWhen(when, hours, now)
      return schedule ? [[id, schedule] as const] : []
    }),
  )
}

export const windowSchedule = ({ start, end }: Span): Schedule => ({
  scheduledFor: 'window',
  scheduledAt: start,
  scheduledUntil: end,
})

/**
 * When a change starts, and until when it may; null: at once. Throws `bad-input` at `when.at` for a time that is over or
 * too far ahead, and at `when` where the cloud tells no maintenance window.
 */
export function scheduleOfWhen(
  when: ChangeWhen | undefined,
  hours: InstanceDetail['maintenance'],
  now: Date,
): Schedule | null {
  if (!when || when.kind === 'now') return null
  if (when.kind === 'window') {
    const span = nextWindow(hours, now)
    if (!span) throw fieldProblem('when', 'no-window')
    return windowSchedule(span)
  }
  const at = Date.parse(when.at)
  if (at <= now.getTime()) throw fieldProblem('when.at', 'in-the-past')
  if (at > now.getTime() + HORIZON_DAYS * DAY_MS) {
    throw fieldProblem('when.at', 'too-far-ahead', { days: HORIZON_DAYS })
  }
  return {
    scheduledFor: 'at',
    scheduledAt: new Date(at),
    scheduledUntil: new Date(at + LATE_MINUTES * MINUTE_MS),
  }
}

/** The latest start of a change that is put off from window to window. */
export const horizonOf = ({ createdAt }: Pick<ChangeRow, 'createdAt'>): Date =>
  new Date(createdAt.getTime() + HORIZON_DAYS * DAY_MS)
