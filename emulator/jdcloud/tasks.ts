import type { taskOperations } from '@/lib/providers/jdcloud/redis/operations/task'
import type { Behaviours } from '../behaviour'
import { TASK_TYPES, type Task, tasksOf } from '../world/jdcloud-tasks'
import { pageOf, spanOf } from './paging'
import { instanceOf, notFound, wrongState } from './refusals'
import { iso } from './shape'

const typeOf = (task: Task) => TASK_TYPES.find(({ name }) => name === task.type)

const optional = (at: number | undefined) => (at === undefined ? '' : iso(at))

const times = (task: Task) => ({
  startTime: optional(task.startedAt),
  endTime: task.status === 'success' ? optional(task.endsAt) : '',
  maintenanceStartTime: task.instance.maintenance.start,
  maintenanceEndTime: task.instance.maintenance.end,
  estimatedExecutionTime: iso(task.plannedAt),
  executionTime: optional(task.startedAt),
})

/** Work on instances, as it goes on. */
export const tasks = {
  describeTaskProgressList: (scene, input) => {
    const { world, owner } = scene
    const instance = instanceOf(scene, input)
    const running = tasksOf(world, owner).filter(
      (task) => task.instance === instance && task.status === 'running' && (input.taskType ?? task.type) === task.type,
    )
    return {
      result: {
        taskProgresses: running.map((task) => {
          const elapsed = world.now() - (task.startedAt ?? 0)
          const total = (task.endsAt ?? 0) - (task.startedAt ?? 0)
          return {
            taskType: task.type,
            taskId: task.id,
            taskStatus: task.status,
            progressPercent: Math.min(99, Math.floor((elapsed / Math.max(1, total)) * 100)),
            elapsedTimeSecond: Math.floor(elapsed / 1_000),
            startTime: optional(task.startedAt),
          }
        }),
      },
    }
  },

  listTasks: ({ world, owner }, input) => {
    const { from, to } = spanOf(input, { from: -Infinity, to: Infinity })
    const matching = tasksOf(world, owner)
      .filter(({ instance }) => (input.regionId ?? instance.region) === instance.region)
      .filter(({ instance }) => (input.instanceId ?? instance.id) === instance.id)
      .filter((task) => (input.taskStatus ?? task.status) === task.status)
      .filter((task) => (input.taskType ?? typeOf(task)?.id) === typeOf(task)?.id)
      .filter(({ startedAt, plannedAt }) => (startedAt ?? plannedAt) >= from && (startedAt ?? plannedAt) <= to)
    return {
      result: {
        isSupport: true,
        total: matching.length,
        tasks: pageOf(matching, input).map((task) => ({
          taskId: task.id,
          instanceId: task.instance.id,
          taskType: typeOf(task)?.id,
          taskTypeCn: typeOf(task)?.cnName,
          taskStatus: task.status,
          regionId: task.instance.region,
          isSupportInterruptTask: false,
          ...times(task),
        })),
      },
    }
  },

  listTask: ({ world, owner }, { taskId }) => {
    const task = tasksOf(world, owner).find(({ id }) => id === taskId)
    if (!task) throw notFound(`task ${taskId}`)
    const steps = ['prepare', task.type, 'check']
    const done = task.status === 'success'
    return {
      result: {
        instanceId: task.instance.id,
        taskType: typeOf(task)?.id,
        taskStatus: task.status,
        ...times(task),
        taskResult: {
          result: done ? 'success' : '',
          errorInfo: '',
          stepDetails: steps.map((stepName) => ({
            stepName,
            status: task.status,
            startTime: optional(task.startedAt),
            endTime: done ? optional(task.endsAt) : '',
          })),
          changeDetails: task.changes,
        },
      },
    }
  },

  listTaskTypes: () => ({ result: { taskTypes: TASK_TYPES.map((type) => ({ ...type })) } }),

  cancelTask: ({ world, owner }, { taskId }) => {
    const task = tasksOf(world, owner).find(({ id }) => id === taskId)
    if (!task) throw notFound(`task ${taskId}`)
    if (task.status !== 'init')
      throw wrongState(`task ${taskId} is ${task.status}: only a waiting one can be cancelled`)
    task.status = 'manual_stop'
    return {}
  },
} satisfies Behaviours<typeof taskOperations>
