import type { ActionId } from './action'

/**
 * `failover`: roles of nodes are switched, by a change of ours or by what its cloud planned. `maintenance`: other planned
 * work of its cloud. `task`: work that its cloud tells and that no change of ours explains.
 */
export const MARK_KINDS = ['failover', 'change', 'maintenance', 'task', 'backup'] as const
export type MarkKind = (typeof MARK_KINDS)[number]

/** Something that happened to an instance. */
export interface Mark {
  /** Of the change, the set, the task. */
  id: string
  kind: MarkKind
  /** A change of ours, made here; else told by its cloud. */
  isOurs: boolean
  from: string
  /** The same for what has no length; null while it goes on. */
  to: string | null
  action: ActionId | null
  /** Its cloud's own word. */
  word: string | null
  failed: boolean
}

export const MARK_SOURCES = ['backups', 'maintenance', 'tasks'] as const
export type MarkSource = (typeof MARK_SOURCES)[number]

/** GET /api/instances/[ref]/marks. */
export interface Marks {
  from: string
  to: string
  /** In time order. */
  items: Mark[]
  /** What its cloud did not tell. */
  refused: { of: MarkSource; kind: string; code: string | null; message: string | null }[]
  /** Its cloud has an operation that tells switchovers that it plans; none tells those that it does not. */
  tellsPlanned: boolean
}
