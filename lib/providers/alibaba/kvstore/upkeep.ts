import type { EventState } from '@/lib/model/tasks'
import type { Upkeep } from '@/lib/providers/upkeep'
import { tasksOf } from './tasks'
import { eventsOfInstance } from './upkeep-events'

const BEGUN: readonly EventState[] = ['running', 'done', 'failed']

const within = (from: number, span: { from: number; to: number }) => from >= span.from && from < span.to

export const upkeep: Upkeep = {
  async maintenance(call, target, span, signal) {
    const events = await eventsOfInstance(call, target, signal)
    return events.flatMap(({ id, kind, vendorKind, state, switchAt, endedAt }) => {
      const from = Date.parse(switchAt ?? '')
      if (!BEGUN.includes(state) || !within(from, span)) return []
      const to = state === 'running' ? null : Math.max(from, Date.parse(endedAt ?? '') || from)
      return [{ id, from, to, word: vendorKind ?? '', failed: state === 'failed', isSwitchover: kind === 'switchover' }]
    })
  },

  async tasks(call, target, span, signal) {
    const tasks = await tasksOf(call, target, { from: new Date(span.from), to: new Date(span.to) }, signal)
    return tasks.flatMap(({ id, kind, state, startedAt, endedAt }) => {
      const from = Date.parse(startedAt ?? '')
      if (!within(from, span)) return []
      const isOver = endedAt !== null || state === 'done' || state === 'stopped'
      const to = isOver ? Date.parse(endedAt ?? startedAt ?? '') : null
      return [{ id, from, to, word: kind ?? '', failed: state === 'failed' }]
    })
  },
}
