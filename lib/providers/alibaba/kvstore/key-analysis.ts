import type { KeyRun } from '@/lib/model/key-analysis'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, numberOrNull, orNull, timeOrNull } from '@/lib/providers/facts'
import { bareKey, type KeyAnalyses, type ToldKey } from '@/lib/providers/key-analyses'
import { kvstoreOperations as op } from './catalog'

const PAGE = 100
/** Enough for the biggest keys of a day; the report says how many more there are. */
const MOST_PAGES = 5
/** As many as the cloud lists when it is not told (18.4); no limit is published. */
const DAYS_BACK = 7

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })

/**
 * Big keys by day (18.3, 18.4): a run is what was started on one UTC day, with a task of each node, and the report of a day
 * is asked for by its date. `HotKeys` of the answer are always empty. Redis 4.0 and later alone.
 */
export const keyAnalyses: KeyAnalyses = {
  kinds: ({ detail: { facts } }) => (facts.engine === 'redis' ? ['big'] : []),
  operations: [op.DescribeCacheAnalysisReportList.name, op.DescribeCacheAnalysisReport.name],
  daysBack: DAYS_BACK,
  runs: (call, target, _now, signal) => runsOf(call, target, DAYS_BACK, signal),
  async report(call, target, run, signal) {
    const keys: ToldKey[] = []
    let total: number | null = null
    for (let number = 1; number <= MOST_PAGES; number++) {
      const input = { ...at(target), Date: `${run}Z`, PageSize: PAGE, PageNumbers: number } as const
      const { data } = await call(op.DescribeCacheAnalysisReport, input, { region: target.region, signal })
      const rows = data.BigKeys ?? []
      total = data.TotalRecordCount ?? total
      for (const row of rows)
        keys.push({
          ...bareKey(row.key ?? ''),
          type: orNull(row.keyType),
          // The table has no unit; the samples have bytes.
          bytes: numberOrNull(row.memory),
          elements: integerOrNull(row.size),
          database: integerOrNull(row.db),
        })
      if (rows.length < PAGE || (total !== null && keys.length >= total)) break
    }
    return { big: keys.sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0)), hot: null, total }
  },
}

/** What was started in the last days, a run per day, newest first. */
export async function runsOf(call: Call, target: Target, days: number, signal?: AbortSignal): Promise<KeyRun[]> {
  const tasks: { date: string; start: string | null; status: string | null }[] = []
  for (let number = 1; number <= MOST_PAGES; number++) {
    const input = { ...at(target), Days: days, PageSize: PAGE, PageNumbers: number } as const
    const { data } = await call(op.DescribeCacheAnalysisReportList, input, { region: target.region, signal })
    const rows = (data.DailyTasks?.DailyTask ?? []).flatMap(({ Date: day, Tasks }) =>
      (Tasks?.Task ?? []).map(({ StartTime, Status }) => ({
        date: (day ?? '').replace(/Z$/, ''),
        start: timeOrNull(StartTime),
        status: orNull(Status),
      })),
    )
    tasks.push(...rows)
    if (rows.length < PAGE) break
  }
  const dates = [...new Set(tasks.map(({ date }) => date))].filter((date) => /^\d{4}-\d\d-\d\d$/.test(date))
  return dates
    .sort()
    .reverse()
    .map((date): KeyRun => {
      const own = tasks.filter((task) => task.date === date)
      const done = own.filter(({ status }) => status === 'success').length
      const running = own.filter(({ status }) => status === 'running').length
      const other = own.find(({ status }) => status !== 'success' && status !== 'running')
      return {
        id: date,
        startedAt: own.reduce<string | null>(
          (last, { start }) => (start && (!last || start > last) ? start : last),
          null,
        ),
        endedAt: null,
        state: running > 0 ? 'running' : other ? 'unknown' : 'done',
        vendorState: other?.status ?? own[0]?.status ?? null,
        nodes: { all: own.length, done },
      }
    })
}
