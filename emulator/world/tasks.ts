import { perWorld } from './attached'
import type { CacheInstance } from './instance'
import { workMs } from './pace'
import type { World } from './world'

/** Work that a cloud shows as a task with a number. What it changes is the instance's own `pending`. */
export interface Task {
  id: string
  /** Instance that it works on. */
  instance: string
  /** The vendor's word for the kind of work. */
  action: string
  /** Names of its parts, in order; none for work without parts. */
  steps: readonly string[]
  startedAt: number
  finishedAt: number
}

export interface TaskView extends Task {
  state: 'pending' | 'running' | 'complete'
  /** Percent of the whole. */
  progress: number
  remainSeconds: number
}

const state = perWorld(() => ({ tasks: [] as Task[], next: 326_497_463 }))

/**
 * Starts a task of as many steps of work as `work` says, now or at `startedAt`. The caller also lets the instance enter
 * the state that goes with it.
 */
export function startTask(
  world: World,
  instance: CacheInstance,
  task: { action: string; work: number; steps?: readonly string[]; startedAt?: number },
): Task {
  const { tasks } = state(world)
  const startedAt = task.startedAt ?? world.now()
  const started = {
    id: String(state(world).next++),
    instance: instance.id,
    action: task.action,
    steps: task.steps ?? [],
    startedAt,
    finishedAt: startedAt + workMs(world.pace, task.work),
  }
  tasks.push(started)
  return started
}

/** Tasks of an instance as they stand now, newest first. */
export const tasksOf = (world: World, instance: CacheInstance): TaskView[] =>
  state(world)
    .tasks.filter((task) => task.instance === instance.id)
    .map((task) => viewOf(task, world.now()))
    .reverse()

function viewOf(task: Task, now: number): TaskView {
  const { startedAt, finishedAt } = task
  const taskState = now < startedAt ? 'pending' : now < finishedAt ? 'running' : 'complete'
  const done = taskState === 'complete' ? 1 : taskState === 'pending' ? 0 : (now - startedAt) / (finishedAt - startedAt)
  return {
    ...task,
    state: taskState,
    progress: Math.round(done * 1_000) / 10,
    remainSeconds: taskState === 'running' ? Math.ceil((finishedAt - now) / 1_000) : 0,
  }
}
