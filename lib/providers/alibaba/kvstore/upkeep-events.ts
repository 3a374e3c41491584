import type { EventKind, EventState, UpkeepEvent } from '@/lib/model/tasks'
import type { Call } from '@/lib/providers/contract'
import { orNull, timeOrNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

const PAGE = 100
const MOST_PAGES = 20
const KINDS: Record<string, EventKind> = {
  rds_apsaradb_ha: 'switchover',
  rds_apsaradb_transfer: 'migration',
  rds_apsaradb_upgrade: 'upgrade',
}
const STATES: Record<string, EventState> = {
  2: 'announced',
  3: 'waiting',
  4: 'running',
  5: 'done',
  6: 'failed',
  7: 'cancelled',
}

interface Asked {
  /** Left out: all regions. */
  of?: string
  past?: boolean
}

/** Maintenance that is announced, or past (19.1). `region` is where the question is sent; `Region` is what it is about. */
export async function eventsOf(
  call: Call,
  region: string,
  { of = region, past = false }: Asked = {},
  signal?: AbortSignal,
): Promise<UpkeepEvent[]> {
  const found: UpkeepEvent[] = []
  for (let number = 1; number <= MOST_PAGES; number++) {
    const input = {
      Region: of,
      TaskType: 'all',
      RegionId: region,
      IsHistory: past ? 1 : 0,
      PageSize: PAGE,
      PageNumber: number,
    } as const
    const { data } = await call(op.DescribeActiveOperationTask, input, { region, signal })
    const rows = data.Items ?? []
    for (const row of rows) {
      const state = orNull(row.Status)
      found.push({
        id: String(row.Id ?? ''),
        region: orNull(row.Region),
        instanceId: row.InsName ?? '',
        kind: KINDS[row.TaskType ?? ''] ?? 'other',
        vendorKind: orNull(row.TaskType),
        state: STATES[state ?? ''] ?? 'unknown',
        vendorState: state,
        startAt: timeOrNull(row.StartTime),
        switchAt: timeOrNull(row.SwitchTime),
        deadline: timeOrNull(row.Deadline),
        announcedAt: timeOrNull(row.CreatedTime),
        endedAt: state === '5' || state === '6' ? timeOrNull(row.ModifiedTime) : null,
      })
    }
    if (rows.length < PAGE || found.length >= (data.TotalRecordCount ?? 0)) break
  }
  return found
}

/** What is announced of an instance and what is past: the operation tells a whole region (19.1). */
export async function eventsOfInstance(
  call: Call,
  { id, region }: { id: string; region: string },
  signal?: AbortSignal,
): Promise<UpkeepEvent[]> {
  const [ahead, past] = await Promise.all([
    eventsOf(call, region, {}, signal),
    eventsOf(call, region, { past: true }, signal),
  ])
  const ofBoth = [...ahead, ...past].filter(({ instanceId }) => instanceId === id)
  // What began between the two questions is told by both.
  return [...new Map(ofBoth.map((event) => [event.id, event])).values()]
}
