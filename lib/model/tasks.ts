import type { NotTold, Told } from './access-lists'

export const TASK_STATES = ['waiting', 'running', 'paused', 'done', 'failed', 'stopped', 'unknown'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** Work of a cloud on an instance. Null: not told. */
export interface CloudTask {
  id: string
  /** In its cloud's words. */
  kind: string | null
  state: TaskState
  /** In its cloud's words. */
  vendorState: string | null
  /** Of what waits: when it is to begin. */
  plannedAt: string | null
  startedAt: string | null
  endedAt: string | null
  /** Of all of it, as its cloud tells. */
  percent: number | null
  secondsLeft: number | null
  /** In its cloud's words, in order. */
  steps: { name: string; percent: number | null }[]
}

export const EVENT_KINDS = ['switchover', 'migration', 'upgrade', 'other'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export const EVENT_STATES = ['announced', 'waiting', 'running', 'done', 'failed', 'cancelled', 'unknown'] as const
export type EventState = (typeof EVENT_STATES)[number]

/** Work that a cloud announces, whose switchover can be moved until it begins. Null: not told. */
export interface UpkeepEvent {
  id: string
  region: string | null
  instanceId: string
  kind: EventKind
  /** In its cloud's words. */
  vendorKind: string | null
  state: EventState
  /** In its cloud's words. */
  vendorState: string | null
  /** When it prepares, then when it switches. */
  startAt: string | null
  switchAt: string | null
  /** No later time can be chosen. */
  deadline: string | null
  announcedAt: string | null
  /** Of what is done or failed: when its cloud last wrote to it. */
  endedAt: string | null
}

/** States in which the switchover can be moved: not what has begun. */
export const MOVABLE: readonly EventState[] = ['announced', 'waiting']

/** GET /api/instances/[ref]/tasks: asked of its cloud at this moment. Viewers in scope. */
export interface InstanceTasks {
  at: string
  /** Work since `from`, newest first; null: the service has no operation. */
  tasks: Told<CloudTask[]> | null
  from: string
  /** What is announced, soonest first, and then what is past; null: the service has no operation. */
  events: Told<UpkeepEvent[]> | null
}

/** An event with the instance that it is about, as the inventory knows it. */
export interface FleetEvent extends UpkeepEvent {
  accountId: string
  accountName: string
  environment: string
  /** Null: the inventory does not have the instance. */
  ref: string | null
  name: string
}

/** GET /api/maintenance: what clouds announce for all accounts in scope, soonest first. Asked of them at this moment. */
export interface FleetMaintenance {
  at: string
  events: FleetEvent[]
  /** Accounts that were asked, with why they did not tell. */
  accounts: { id: string; name: string; missing: NotTold | null }[]
}
