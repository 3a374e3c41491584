import type { CloudTask, TaskState } from '@/lib/model/tasks'
import type { Input } from '@/lib/operation'
import { isObject } from '@/lib/providers/answer'
import { numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import type { TaskReaders } from '@/lib/providers/tasks'
import { kvstoreOperations as op } from './catalog'
import { TASK_STATUSES } from './operations/task'
import { eventsOf } from './upkeep-events'

const PAGE = 100
const MOST_PAGES = 5
const STATES: Record<string, TaskState> = {
  0: 'waiting',
  1: 'running',
  2: 'done',
  4: 'stopped',
  7: 'paused',
  8: 'failed',
}
const minute = (at: Date) => `${at.toISOString().slice(0, 16)}Z`

/** Tasks (8.5): all states must be named to see all; a task that is over tells no time left. Announced maintenance (19.1). */
export const tasks: TaskReaders = {
  tasks: {
    operation: op.DescribeTasks.name,
    async read(call, { id, region }, since, signal) {
      const found: CloudTask[] = []
      for (let number = 1; number <= MOST_PAGES; number++) {
        const input: Input<typeof op.DescribeTasks> = {
          InstanceId: id,
          RegionId: region,
          StartTime: minute(since),
          // The end is a minute that counts as a whole.
          EndTime: minute(new Date(Date.now() + 60_000)),
          Status: [...TASK_STATUSES],
          PageNumber: number,
          PageSize: PAGE,
        }
        const { data } = await call(op.DescribeTasks, input, { region, signal })
        const rows = data.Items ?? []
        for (const row of rows) {
          const told = orNull(row.Status)
          const state = STATES[told ?? ''] ?? 'unknown'
          found.push({
            id: String(row.TaskId ?? ''),
            kind: orNull(row.TaskAction),
            state,
            vendorState: told,
            plannedAt: state === 'waiting' ? timeOrNull(row.BeginTime) : null,
            startedAt: state === 'waiting' ? null : timeOrNull(row.BeginTime),
            endedAt: timeOrNull(row.FinishTime),
            percent: numberOrNull(row.Progress),
            secondsLeft: state === 'running' ? numberOrNull(row.Remain) : null,
            steps: stepsOf(row.StepsInfo),
          })
        }
        if (rows.length < PAGE) break
      }
      return found.sort((a, b) => timeOf(b).localeCompare(timeOf(a), 'en'))
    },
  },
  events: {
    operation: op.DescribeActiveOperationTask.name,
    async read(call, { id, region }, signal) {
      const [ahead, past] = await Promise.all([
        eventsOf(call, region, {}, signal),
        eventsOf(call, region, { past: true }, signal),
      ])
      return [...ahead, ...past].filter(({ instanceId }) => instanceId === id)
    },
    readAll: (call, region, signal) => eventsOf(call, region, { of: 'all' }, signal),
  },
}

const timeOf = ({ startedAt, plannedAt }: CloudTask) => startedAt ?? plannedAt ?? ''

/** JSON in a text: a list of name, progress and seconds left. */
function stepsOf(text: string | null | undefined): CloudTask['steps'] {
  if (!text) return []
  try {
    const steps: unknown = JSON.parse(text)
    return Array.isArray(steps)
      ? steps.flatMap((step) =>
          isObject(step) && typeof step.name === 'string'
            ? [{ name: step.name, percent: typeof step.progress === 'number' ? step.progress : null }]
            : [],
        )
      : []
  } catch {
    return []
  }
}
