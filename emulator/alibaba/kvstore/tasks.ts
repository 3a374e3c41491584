import type { taskOperations } from '@/lib/providers/alibaba/kvstore/operations/task'
import type { Behaviours } from '../../behaviour'
import { type TaskView, tasksOf } from '../../world/tasks'
import { instanceOf, iso } from './common'

const STATUS = { pending: '0', running: '1', complete: '2' } as const

export const taskBehaviours = {
  DescribeTasks: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    const [from, to] = [Date.parse(input.StartTime), Date.parse(input.EndTime)]
    const wanted: readonly string[] = input.Status
    const tasks = tasksOf(scene.world, instance)
      // Minutes in, seconds out: the last minute counts as a whole.
      .filter(({ startedAt }) => startedAt >= from && startedAt < to + 60_000)
      .filter(({ state }) => wanted.includes(STATUS[state]))
    const first = (input.PageNumber - 1) * input.PageSize
    return {
      Items: tasks.slice(first, first + input.PageSize).map(fieldsOf),
      PageNumber: input.PageNumber,
      PageSize: input.PageSize,
      TotalRecordCount: tasks.length,
    }
  },
} satisfies Behaviours<typeof taskOperations>

function fieldsOf(task: TaskView) {
  const parts = partsOf(task)
  return {
    TaskId: task.id,
    TaskAction: task.action,
    Status: STATUS[task.state],
    Progress: task.progress,
    BeginTime: iso(task.startedAt),
    ...(task.state === 'complete' ? { FinishTime: iso(task.finishedAt) } : {}),
    Remain: task.remainSeconds,
    ...(parts.length === 0
      ? {}
      : {
          StepProgressInfo: `${parts.filter(({ progress }) => progress === 100).length}/${parts.length}`,
          StepsInfo: JSON.stringify(parts),
          ...(task.state === 'running' ? { CurrentStepName: parts.find(({ progress }) => progress < 100)?.name } : {}),
        }),
  }
}

/** Parts take equal shares of the whole. */
function partsOf({ steps, progress, startedAt, finishedAt }: TaskView) {
  const each = 100 / Math.max(1, steps.length)
  const seconds = (finishedAt - startedAt) / 1_000 / Math.max(1, steps.length)
  return steps.map((name, i) => {
    const done = Math.min(100, Math.max(0, ((progress - i * each) / each) * 100))
    return { remain: Math.round(seconds * (1 - done / 100)), name, progress: Math.round(done * 10) / 10 }
  })
}
