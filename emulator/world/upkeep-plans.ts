import { hash, nth } from '../random'
import { perInstance } from './attached'
import type { CacheInstance } from './instance'
import { nextWindow } from './maintenance'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** How long the work itself takes. */
const WORK_MS = 10 * MINUTE_MS

/** Upkeep that a cloud announces to its customers, who may move its switchover. */
export interface UpkeepPlan {
  id: number
  instance: CacheInstance
  type: 'switchover' | 'migration' | 'upgrade'
  createdAt: number
  modifiedAt: number
  switchAt: number
  /** The latest time that a customer may choose. */
  deadline: number
  /** Whether the customer chose a time; else it happens at the one announced. */
  chosen: boolean
  ending: 'done' | 'failed' | 'cancelled'
}
export type UpkeepState = 'announced' | 'waiting' | 'running' | UpkeepPlan['ending']

const TYPES = ['upgrade', 'switchover', 'migration'] as const
const made = perInstance((): { plans?: UpkeepPlan[] } => ({}))

/** The plans for an instance: every sixth has one ahead of it, every seventh has had one. Made when first asked for. */
export function plansOf(instance: CacheInstance, now: number): UpkeepPlan[] {
  const state = made(instance)
  state.plans ??= invent(instance, now)
  return state.plans
}

function invent(instance: CacheInstance, now: number): UpkeepPlan[] {
  const seed = hash(`${instance.id} upkeep`)
  const plan = (n: number, windowFrom: number, ending: UpkeepPlan['ending'] = 'done'): UpkeepPlan => {
    const switchAt = nextWindow(instance.maintenance, windowFrom)
    const createdAt = Math.max(instance.createdAt, switchAt - 6 * DAY_MS)
    return {
      id: 100_000 + ((seed + n) % 8_900_000),
      instance,
      type: TYPES[Math.floor(nth(seed, n) * TYPES.length)] ?? 'upgrade',
      createdAt,
      modifiedAt: createdAt,
      switchAt: Math.ceil(switchAt / 1_000) * 1_000,
      deadline: switchAt + 8 * DAY_MS,
      chosen: false,
      ending,
    }
  }
  const past = now - (20 + 40 * nth(seed, 8)) * DAY_MS
  return [
    ...(seed % 6 === 0 ? [plan(1, now + (1 + 4 * nth(seed, 7)) * DAY_MS)] : []),
    ...(seed % 7 === 0 && past > instance.createdAt
      ? [plan(2, past, nth(seed, 9) < 0.8 ? 'done' : nth(seed, 9) < 0.9 ? 'failed' : 'cancelled')]
      : []),
  ]
}

export function upkeepStateOf(plan: UpkeepPlan, now: number): UpkeepState {
  if (now >= plan.switchAt + WORK_MS) return plan.ending
  if (now >= plan.switchAt) return 'running'
  return plan.chosen ? 'waiting' : 'announced'
}

/** Moves the switchover of a plan. */
export function moveUpkeep(plan: UpkeepPlan, switchAt: number, now: number): void {
  Object.assign(plan, { switchAt, chosen: true, modifiedAt: now })
}
