import type { CloudTask, TaskState } from '@/lib/model/tasks'
import type { Input } from '@/lib/operation'
import { isObject } from '@/lib/providers/answer'
import type { Call } from '@/lib/providers/contract'
import { numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import type { TaskReaders } from '@/lib/providers/tasks'
import { kvstoreOperations as op } from './catalog'
import { TASK_STATUSES } from './operations/task'
import { eventsOf, eventsOfInstance } from './upkeep-events'

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

/** Tasks of an instance that began within a span (8.5): all states must be named to see all; one that is over tells no time left. */
export async function tasksOf(
  call: Call,
  { id, region }: { id: string; region: string },
  { from, to }: { from: Date; to: Date },
  signal?: AbortSignal,
): Promise<CloudTask[]> {
  const found: CloudTask[] = []
  for (let number = 1; number <= MOST_PAGES; number++) {
    const input: Input<typeof op.DescribeTasks> = {
      InstanceId: id,
      RegionId: region,
      StartTime: minute(from),
      // The end is a minute that counts as a whole.
      EndTime: minute(new Date(to.getTime() + 60_000)),
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
}

/** Tasks (8.5) and announced maintenance (19.1). */
export const tasks: TaskReaders = {
  tasks: {
    operation: op.DescribeTasks.name,
    read: (call, target, since, signal) => tasksOf(call, target, { from: since, to: new Date() }, signal),
  },
  events: {
    operation: op.DescribeActiveOperationTask.name,
    read: eventsOfInstance,
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
