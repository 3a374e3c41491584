import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import type { Told } from '@/lib/model/access-lists'
import type { InstanceKey } from '@/lib/model/instance'
import { type InstanceTasks, MOVABLE, type UpkeepEvent } from '@/lib/model/tasks'
import { orRefusal } from '@/lib/providers/refusal'
import { TASKS_OF } from '@/lib/providers/task-registry'
import { notTold } from './not-told'

const DAYS_BACK = 30
const DAY_MS = 86_400_000

/**
 * What its cloud does with an instance and what it announces, asked now. Throws `not-found`, `forbidden-scope`, and the
 * `ProviderError` of a cloud that could not be asked; what it refuses is told in place.
 */
export async function readTasks(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<InstanceTasks> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { target } = await knownTarget(key)
  const { tasks, events } = TASKS_OF[key.service] ?? {}
  const now = new Date()
  const from = new Date(now.getTime() - DAYS_BACK * DAY_MS)
  const [work, announced] = await Promise.all([
    tasks ? tell(tasks.operation, tasks.read(call, target, from, signal)) : null,
    events ? tell(events.operation, events.read(call, target, signal)) : null,
  ])
  return {
    at: now.toISOString(),
    from: from.toISOString(),
    tasks: work,
    events: announced && { ...announced, told: announced.told && soonestFirst(announced.told) },
  }
}

async function tell<T>(operation: string, asked: Promise<T>): Promise<Told<T>> {
  const answer = await orRefusal(asked)
  if ('told' in answer) return { operation, told: answer.told, missing: null }
  const { operation: refused, ...missing } = notTold(answer.refusal)
  return { operation: refused, told: null, missing }
}

const isAhead = ({ state }: UpkeepEvent) => MOVABLE.includes(state) || state === 'running'

/** What is ahead, soonest first; then what is past, newest first. */
export function soonestFirst<T extends UpkeepEvent>(events: readonly T[]): T[] {
  const at = ({ switchAt, startAt }: UpkeepEvent) => switchAt ?? startAt ?? ''
  return events.toSorted((a, b) => {
    if (isAhead(a) !== isAhead(b)) return isAhead(a) ? -1 : 1
    return isAhead(a) ? at(a).localeCompare(at(b), 'en') : at(b).localeCompare(at(a), 'en')
  })
}
