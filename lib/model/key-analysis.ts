import type { NotTold } from './access-lists'

/** What an analysis looks for: keys that take much memory, keys that are used much. */
export const KEY_KINDS = ['big', 'hot'] as const
export type KeyKind = (typeof KEY_KINDS)[number]

/** A key that an analysis found. Null: not told. */
export interface FoundKey {
  /** With what differs from key to key replaced by stars. */
  pattern: string
  /** The key itself: only where somebody asked for it, on record. */
  text: string | null
  /** In its cloud's words: `hash`, `string`. */
  type: string | null
  bytes: number | null
  /** A size of which its cloud tells no unit. */
  size: number | null
  elements: number | null
  /** How often it is used, as its cloud counts: no unit is told. */
  uses: number | null
  database: number | null
  /** Seconds that are left of its life; -1: it does not end. */
  expiry: number | null
}

export const RUN_STATES = ['running', 'done', 'failed', 'unknown'] as const
export type RunState = (typeof RUN_STATES)[number]

export interface KeyRun {
  id: string
  /** Null: not told. */
  startedAt: string | null
  endedAt: string | null
  state: RunState
  /** In its cloud's words. */
  vendorState: string | null
  /** Nodes that it looks at, and those it is done with; null: not told by node. */
  nodes: { all: number; done: number } | null
}

export interface KeyReport {
  /** Id of its run. */
  run: string
  /** Null: such an analysis looks for something else. */
  big: FoundKey[] | null
  hot: FoundKey[] | null
  /** How many there are in all; more than what is listed was not read. Null: not told. */
  total: number | null
}

export interface KeyCondition {
  parameter: string
  value: string | null
  wanted: string[]
  holds: boolean | null
  /** Of those wanted the one that drops the same keys as `value`, and which these are; null: none does. */
  nearest: { value: string; drops: 'expiring' | 'all' } | null
}

/** GET /api/instances/[ref]/key-analysis?report=: asked of its cloud at this moment. Viewers in scope. */
export interface KeyAnalysis {
  at: string
  /** Empty: the service has none for such an instance. */
  kinds: KeyKind[]
  operations: string[]
  /** How many days back analyses are listed; null: only the last one is told. */
  daysBack: number | null
  /** Newest first. */
  runs: KeyRun[]
  /** Of the run that was asked for, else of the newest that is done; null: there is none. */
  report: KeyReport | null
  /** What has to be so before one can be started; null: nothing. `value` null: not told. */
  condition: KeyCondition | null
  missing: (NotTold & { operation: string })[]
}

/** POST /api/instances/[ref]/key-analysis/reveal: the same with the keys themselves. Operators in scope, on record. */
export interface RevealKeys {
  report?: string
}
