import { MINUTE_MS } from '@/lib/model/time-range'
import { orNull } from '@/lib/providers/facts'
import { listAll } from '@/lib/providers/paging'
import type { Upkeep, Work } from '@/lib/providers/upkeep'
import { kvstoreOperations as op } from './catalog'
import { TASK_STATUSES } from './operations/task'

const PAGE = 100 as const
/** 19.1: running, done and failed; those before wait for their time, and 7 is cancelled. */
const RUNNING = 4
const FAILED = 6
const BEGUN = [RUNNING, 5, FAILED]
const SWITCHOVER = 'rds_apsaradb_ha'
/** 8.5: of tasks. */
const TASK_ENDED = ['2', '4']
const TASK_BROKEN = '8'

const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
const msOf = (told: string | null | undefined) => Date.parse(told ?? '')

export const upkeep: Upkeep = {
  // The operation tells a whole region: what is of other instances is left out (19.1).
  async maintenance(call, target, span, signal) {
    const found = new Map<string, Work & { isSwitchover: boolean }>()
    for (const IsHistory of [0, 1] as const) {
      await listAll({
        size: PAGE,
        fetch: async (page) => {
          const input = {
            Region: target.region,
            TaskType: 'all',
            IsHistory,
            PageSize: PAGE,
            PageNumber: page + 1,
          } as const
          const { data } = await call(op.DescribeActiveOperationTask, input, { region: target.region, signal })
          const rows = (data.Items ?? []).map((item) => ({ ...item, id: String(item.Id) }))
          return { total: data.TotalRecordCount ?? rows.length, rows }
        },
        onPage: (rows) => {
          for (const { id, InsName, TaskType, Status, SwitchTime, ModifiedTime } of rows) {
            const from = msOf(SwitchTime)
            if (InsName !== target.id || !BEGUN.includes(Status ?? 0)) continue
            if (!(from >= span.from && from < span.to)) continue
            const word = TaskType ?? ''
            const isRunning = Status === RUNNING
            const ended = Math.max(from, msOf(ModifiedTime) || from)
            found.set(id, {
              id,
              from,
              to: isRunning ? null : ended,
              word,
              failed: Status === FAILED,
              isSwitchover: word === SWITCHOVER,
            })
          }
        },
      })
    }
    return [...found.values()]
  },

  async tasks(call, target, span, signal) {
    const found: Work[] = []
    await listAll({
      size: PAGE,
      fetch: async (page) => {
        const input = {
          InstanceId: target.id,
          RegionId: target.region,
          StartTime: minute(span.from),
          EndTime: minute(Math.max(span.to, span.from + MINUTE_MS)),
          Status: [...TASK_STATUSES],
          PageSize: PAGE,
          PageNumber: page + 1,
        }
        const { data } = await call(op.DescribeTasks, input, { region: target.region, signal })
        const rows = (data.Items ?? []).map((item) => ({ ...item, id: String(item.TaskId) }))
        return { total: data.TotalRecordCount ?? rows.length, rows }
      },
      onPage: (rows) => {
        for (const { id, TaskAction, Status, BeginTime, FinishTime } of rows) {
          const from = msOf(BeginTime)
          if (!(from >= span.from && from < span.to)) continue
          const status = orNull(Status) ?? ''
          const ended = msOf(FinishTime)
          found.push({
            id,
            from,
            to: Number.isNaN(ended) ? (TASK_ENDED.includes(status) ? from : null) : ended,
            word: TaskAction ?? '',
            failed: status === TASK_BROKEN,
          })
        }
      },
    })
    return found
  },
}
