import type { ActionId } from '@/lib/model/action'
import type { Evidence } from '@/lib/model/change'
import type { Status } from '@/lib/model/instance'
import { MOVING } from '@/lib/model/status'
import { type Action, type Aim, NEVER, type SeenDetail } from '@/lib/providers/actions'

export type Shown = string | number | boolean | null

/** A field of a detail by its path; null for what the cloud did not say and for what is no single value. */
export function fieldOf(detail: SeenDetail, path: string): Shown {
  // What an action observed has names of its cloud, with whatever signs they have.
  if (path.startsWith('seen.')) return detail.seen?.[path.slice('seen.'.length)] ?? null
  let at: unknown = detail
  for (const name of path.split('.')) at = Object(at)[name]
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? at : null
}

export function holds(aim: Aim, detail: SeenDetail | undefined): boolean {
  if (aim.is === 'gone') return detail === undefined
  if (detail === undefined) return false
  const found = fieldOf(detail, aim.field)
  if (aim.is === 'equal') return found === aim.value
  if (typeof found !== 'string') return false
  return aim.than === NEVER || Date.parse(found) > Date.parse(aim.than ?? '')
}

/** Statuses that an action's own work shows itself by. */
const AT_WORK: Partial<Record<ActionId, readonly Status[]>> = {
  restart: ['restarting', 'changing'],
  'switch-ha': ['changing'],
  flush: ['flushing'],
  'flush-expired': ['flushing'],
  lock: ['locking'],
  unlock: ['changing'],
  'minor-version': ['upgrading', 'changing'],
  'major-version': ['upgrading'],
  'move-zone': ['migrating'],
  'direct-on': ['changing'],
  'direct-off': ['changing'],
  'public-on': ['changing'],
  'public-off': ['changing'],
  endpoint: ['changing'],
  'to-vpc': ['changing'],
  tls: ['changing'],
  'add-node': ['changing'],
  'delete-node': ['changing'],
  spec: ['changing'],
  backup: ['backing-up'],
  restore: ['restoring'],
  'restore-file': ['restoring'],
  parameters: ['changing', 'restarting'],
  'parameter-group': ['changing', 'restarting'],
  renew: ['changing'],
  'to-subscription': ['changing'],
  release: ['releasing'],
}

/** Values that a cloud takes and may ignore. */
const READ_BACK: readonly ActionId[] = ['parameters', 'parameter-group']

export interface Sighting {
  actionId: ActionId
  action: Pick<Action, 'rest'> & { operation: Pick<Action['operation'], 'async'> }
  aims: readonly Aim[]
  /** The instance now; undefined when its cloud says that it is not there. */
  detail: SeenDetail | undefined
  /** The cloud answered that it took the request. Otherwise nothing is known of it but that it may have been sent. */
  answered: boolean
  /** An earlier look saw its work under way. */
  seenAtWork: boolean
  /** The time is over in which a cloud may not show yet what it took; its maintenance window too, where it waits for that. */
  graceOver: boolean
  /** It was asked to do it in its maintenance window: until then its state tells nothing. */
  inWindow?: boolean
  /** It is an order that waits to be paid: taken, it changes nothing yet, and that nothing changed does not say that it was not taken. */
  unpaid?: boolean
}

export type Judgement =
  | { next: 'wait'; atWork: boolean }
  | { next: 'done' | 'ordered' | 'failed' | 'human'; finding: Evidence['finding']; read: Evidence['read'] }

/**
 * What a look at the instance says of a change that was sent. `failed` is said only of what can be read, was not
 * answered, and is not so: it did not happen. Where the state cannot tell, a person has to.
 */
export function judge(sighting: Sighting): Judgement {
  const { action, detail, answered, graceOver } = sighting
  // What was answered was taken, whatever can be read of it.
  const untold = answered ? 'taken-unread' : 'cannot-tell'
  // What could not be observed tells nothing, for or against.
  const aims = sighting.aims.filter(({ field }) => detail?.seen !== undefined || !field.startsWith('seen.'))
  const read = readOf(aims, detail)
  const end = (next: 'done' | 'ordered' | 'failed' | 'human', finding: Evidence['finding']) => ({ next, finding, read })
  if (detail === undefined) {
    return aims.some(({ is }) => is === 'gone') ? end('done', 'gone') : end('human', 'not-there')
  }
  const { status } = detail.facts
  if (MOVING.includes(status)) {
    return { next: 'wait', atWork: AT_WORK[sighting.actionId]?.includes(status) ?? false }
  }
  // Of what could not be read back, not even a good answer is told as a success.
  if (READ_BACK.includes(sighting.actionId) && detail.seen === undefined) {
    return graceOver ? end('human', untold) : { next: 'wait', atWork: false }
  }
  if (detail.seen?.atWork === true) return { next: 'wait', atWork: true }
  const rests = (action.rest ?? ['running']).includes(status)
  const wait = { next: 'wait', atWork: false } as const
  if (aims.length > 0) {
    if (rests && aims.every((aim) => holds(aim, detail))) return end('done', 'as-wanted')
    if (!graceOver) return wait
    if (sighting.unpaid && !sighting.seenAtWork && (rests || !answered))
      return answered ? end('ordered', 'order-waits') : end('human', 'cannot-tell')
    if (sighting.inWindow && !answered) return end('human', 'cannot-tell')
    return end(rests && !answered && !sighting.seenAtWork ? 'failed' : 'human', 'not-as-wanted')
  }
  if (sighting.seenAtWork) return rests ? end('done', 'seen-at-work') : end('human', untold)
  if (answered && rests && sighting.inWindow) return graceOver ? end('done', 'window-over') : wait
  if (answered && rests && (graceOver || !action.operation.async)) return end('done', 'answered')
  return graceOver ? end('human', untold) : wait
}

const readOf = (aims: readonly Aim[], detail: SeenDetail | undefined): Evidence['read'] => [
  // Of what is not there any more no status is unknown.
  ...(detail === undefined
    ? [{ field: 'instance', wanted: null, found: null }]
    : // A group has no status.
      detail.facts.vendorStatus === ''
      ? []
      : [{ field: 'facts.vendorStatus', wanted: null, found: detail.facts.vendorStatus }]),
  ...aims
    .filter(({ is }) => is !== 'gone')
    .map((aim) => ({
      field: aim.field,
      wanted: aim.is === 'equal' ? aim.value : null,
      found: detail ? fieldOf(detail, aim.field) : null,
      ...(aim.is === 'later' ? { than: aim.than } : {}),
    })),
]
