import { perWorld } from './attached'
import type { CacheInstance } from './instance'
import { workMs } from './pace'
import type { World } from './world'

/** Kinds of work. No list of their numbers is published: these are the emulator's own. */
export const TASK_TYPES = [
  { id: 1, name: 'resize', cnName: '变更规格' },
  { id: 2, name: 'upgrade', cnName: '升级版本' },
  { id: 3, name: 'restart', cnName: '重启' },
  { id: 4, name: 'switch', cnName: '主从切换' },
  { id: 5, name: 'restore', cnName: '恢复备份' },
  { id: 6, name: 'config', cnName: '修改参数' },
  { id: 7, name: 'create', cnName: '创建实例' },
  { id: 8, name: 'delete', cnName: '删除实例' },
] as const
export type TaskName = (typeof TASK_TYPES)[number]['name']

/** Work on an instance: waits for its time, then goes through a vendor's status to running. */
export interface Task {
  id: string
  instance: CacheInstance
  type: TaskName
  status: 'init' | 'running' | 'success' | 'manual_stop'
  /** When it is to begin, and when it began. */
  plannedAt: number
  startedAt: number | undefined
  endsAt: number | undefined
  changes: { name: string; before: string; after: string }[]
}

export interface Plan {
  type: TaskName
  /** The vendor's word while it is being done. */
  during: string
  /** Steps of work. */
  steps: number
  /** Now when left out. */
  at?: number
  changes?: Task['changes']
  /** What of the instance is new afterwards. */
  change?: Partial<CacheInstance>
  /** What else is true when it is done. */
  finish?: () => void
}

interface Entry {
  task: Task
  plan: Plan
}
const bookOf = perWorld((): Entry[] => [])

/** Puts work on an instance into the book; work without a time begins at once. */
export function schedule(world: World, instance: CacheInstance, plan: Plan): Task {
  const task: Task = {
    id: `task-${world.random.text(10)}`,
    instance,
    type: plan.type,
    status: 'init',
    plannedAt: plan.at ?? world.now(),
    startedAt: undefined,
    endsAt: undefined,
    changes: plan.changes ?? [],
  }
  bookOf(world).push({ task, plan })
  if (plan.at === undefined) begin(world, task, plan)
  settle(world)
  return task
}

function begin(world: World, task: Task, plan: Plan): void {
  task.status = 'running'
  task.startedAt = world.now()
  task.endsAt = task.startedAt + workMs(world.pace, plan.steps)
  world.enter(task.instance, plan.during, { steps: plan.steps, status: 'running', change: plan.change })
}

/** Brings all work up to the world's time. */
export function settle(world: World): void {
  for (const { task, plan } of bookOf(world)) {
    const now = world.now()
    // What was planned for a maintenance window waits until nothing else is being done.
    if (task.status === 'init' && now >= task.plannedAt && task.instance.status === 'running') begin(world, task, plan)
    if (task.status === 'running' && now >= (task.endsAt ?? 0)) {
      task.status = 'success'
      // Reading it is what brings an instance up to the clock.
      world.find(task.instance.service, task.instance.id, undefined)
      plan.finish?.()
    }
  }
}

/** All tasks of an owner, newest first. */
export const tasksOf = (world: World, owner: string | undefined): Task[] =>
  bookOf(world)
    .map(({ task }) => task)
    .filter(({ instance }) => owner === undefined || instance.owner === owner)
    .reverse()
