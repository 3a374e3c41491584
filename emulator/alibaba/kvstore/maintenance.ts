import type { maintenanceOperations } from '@/lib/providers/alibaba/kvstore/operations/maintenance'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { placeOf } from '../../world/places'
import { moveUpkeep, plansOf, type UpkeepPlan, type UpkeepState, upkeepStateOf } from '../../world/upkeep-plans'
import { invalidParameter, iso } from './common'

const HOUR_MS = 3_600_000
const TYPES = {
  switchover: 'rds_apsaradb_ha',
  migration: 'rds_apsaradb_transfer',
  upgrade: 'rds_apsaradb_upgrade',
} as const satisfies Record<UpkeepPlan['type'], string>
const STATUS = { announced: 2, waiting: 3, running: 4, done: 5, failed: 6, cancelled: 7 } as const satisfies Record<
  UpkeepState,
  number
>
const statusOf = (plan: UpkeepPlan, now: number) => STATUS[upkeepStateOf(plan, now)]

const plans = ({ world, owner }: Scene, region?: string) =>
  world.list({ service: 'alibaba-kvstore', owner, region }).flatMap((instance) => plansOf(instance, world.now()))

export const maintenanceBehaviours = {
  DescribeActiveOperationTask: (scene, { Region, TaskType, IsHistory, PageNumber, PageSize }) => {
    if (Region !== 'all' && !placeOf('alibaba-kvstore', Region))
      throw refuse(404, 'InvalidRegion.NotFound', `The specified region does not exist: ${Region}.`)
    const now = scene.world.now()
    const found = plans(scene, Region === 'all' ? undefined : Region)
      .filter((plan) => statusOf(plan, now) > 4 === (IsHistory === 1))
      .filter(({ type }) => TaskType === 'all' || TYPES[type] === TaskType)
      .sort((a, b) => b.createdAt - a.createdAt || a.id - b.id)
    const first = (PageNumber - 1) * PageSize
    return {
      Items: found.slice(first, first + PageSize).map((plan) => ({
        Id: plan.id,
        InsName: plan.instance.id,
        DbType: plan.instance.engine === 'redis' ? 'redis' : 'memcache',
        Region: plan.instance.region,
        TaskType: TYPES[plan.type],
        Status: statusOf(plan, now),
        CreatedTime: iso(plan.createdAt),
        ModifiedTime: iso(plan.modifiedAt),
        StartTime: iso(plan.switchAt - HOUR_MS),
        SwitchTime: iso(plan.switchAt),
        Deadline: iso(plan.deadline),
        PrepareInterval: '01:00:00',
      })),
      PageNumber,
      PageSize,
      TotalRecordCount: found.length,
    }
  },

  ModifyActiveOperationTask: (scene, { Ids, SwitchTime }) => {
    const now = scene.world.now()
    const at = Date.parse(SwitchTime)
    const all = plans(scene)
    const chosen = Ids.map((id) => all.find((plan) => String(plan.id) === id))
    // All or none: the manual tells nothing of calls that move only some.
    for (const plan of chosen) {
      if (!plan) throw invalidParameter('Ids')
      if (statusOf(plan, now) >= STATUS.running)
        throw refuse(403, 'IncorrectTaskStatus', 'The task has begun or is over: its time cannot be changed.')
      if (!(at > now) || at > plan.deadline) throw invalidParameter('SwitchTime')
    }
    for (const plan of chosen) if (plan) moveUpkeep(plan, at, now)
    return { Ids: Ids.join(',') }
  },
} satisfies Behaviours<typeof maintenanceOperations>
