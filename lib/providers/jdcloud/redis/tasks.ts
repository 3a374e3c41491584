import type { CloudTask, TaskState } from '@/lib/model/tasks'
import { numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import type { TaskReaders } from '@/lib/providers/tasks'
import { jdcloudRedisOperations as op } from './catalog'

const PAGE = 100
const STATES: Record<string, TaskState> = {
  init: 'waiting',
  running: 'running',
  success: 'done',
  fail: 'failed',
  manual_stop: 'stopped',
  rollback: 'running',
  rollback_fail: 'failed',
  rollback_finish: 'failed',
}
const second = (at: Date) => `${at.toISOString().slice(0, 19)}Z`

/**
 * None of the manual's nine operations tells tasks; the newer listTasks does, and describeTaskProgressList how far those that
 * run have come, where the account may use them. Nothing tells maintenance that the cloud announces.
 */
export const tasks: TaskReaders = {
  tasks: {
    operation: op.listTasks.name,
    async read(call, { id, region }, since, signal) {
      const [list, running] = await Promise.all([
        call(
          op.listTasks,
          { regionId: region, instanceId: id, startTime: second(since), pageNumber: 1, pageSize: PAGE },
          { region, signal },
        ),
        call(op.describeTaskProgressList, { regionId: region, cacheInstanceId: id }, { region, signal }),
      ])
      const progress = new Map((running.data.result?.taskProgresses ?? []).map((one) => [one.taskId, one]))
      return (list.data.result?.tasks ?? []).map((row): CloudTask => {
        const told = orNull(row.taskStatus)
        const state = STATES[told ?? ''] ?? 'unknown'
        return {
          id: row.taskId ?? '',
          kind: orNull(row.taskTypeCn) ?? orNull(row.taskType),
          state,
          vendorState: told,
          plannedAt: state === 'waiting' ? timeOrNull(row.estimatedExecutionTime) : null,
          startedAt: timeOrNull(row.startTime) ?? timeOrNull(row.executionTime),
          endedAt: timeOrNull(row.endTime),
          percent: state === 'running' ? numberOrNull(progress.get(row.taskId)?.progressPercent) : null,
          secondsLeft: null,
          steps: [],
        }
      })
    },
  },
}
