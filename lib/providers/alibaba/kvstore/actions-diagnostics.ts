import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type SeenDetail, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { kvstoreOperations as op } from './catalog'
import { runsOf } from './key-analysis'
import { auditDays } from './logs'
import { eventsOf } from './upkeep-events'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const NEVER = new Date(0).toISOString()
/** Whole seconds, as the request has them. */
const second = (text: string) => `${new Date(text).toISOString().slice(0, 19)}Z`

/** Redis of 4.0 and later: 14.2, 18.2. */
function onlyFrom4({ facts }: SeenDetail): Reason | null {
  if (facts.engine !== 'redis') return { code: 'memcached' }
  const version = Number(facts.version ?? Number.NaN)
  return version < 4 ? { code: 'only-version', params: { needed: '4.0, 5.0, 6.0' } } : null
}

/** When an analysis was last started, and whether one runs. */
async function analyses(call: Call, target: Target): Promise<Seen> {
  // Two days: one that was started before midnight may run yet.
  const runs = await runsOf(call, target, 2)
  return {
    analysedAt: runs.reduce<string | null>(
      (last, { startedAt }) => (startedAt && (!last || startedAt > last) ? startedAt : last),
      null,
    ),
    atWork: runs.some(({ state }) => state === 'running'),
  }
}

/** The event that is meant, as it stands. */
async function event(call: Call, target: Target, { event: id }: Record<string, unknown>): Promise<Seen> {
  const found = (await eventsOf(call, target.region)).find((one) => one.id === id && one.instanceId === target.id)
  return {
    switchAt: found?.switchAt ?? null,
    deadline: found?.deadline ?? null,
    eventState: found?.state ?? 'gone',
  }
}

/** Analyses, announced maintenance and the logs of KVStore as changes. */
export const diagnosticsActions = {
  'analyze-keys': action(op.CreateCacheAnalysisTask, {
    params: z.strictObject({}),
    refuses: (detail) => onlyFrom4(detail) ?? (detail.seen?.atWork === true ? { code: 'at-work' } : null),
    observe: analyses,
    input: at,
    aims: ({ detail: { seen } }) => [
      { field: 'seen.analysedAt', is: 'later', than: String(seen?.analysedAt ?? NEVER) },
    ],
  }),
  'maintenance-event': action(op.ModifyActiveOperationTask, {
    params: z.strictObject({
      event: noted(z.string().regex(/^\d+$/), 'Number of the event.', '运维事件的编号。'),
      switchAt: noted(
        z.iso.datetime({ offset: true }),
        'When the switchover is to be: not after the latest time that the cloud allows.',
        '切换时间，不得晚于云平台允许的最晚时间。',
      ),
    }),
    // Nothing is done to the instance now, whatever its state is.
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    observe: event,
    refusesChoice: ({ detail: { seen } }, params) => {
      if (!seen) return null
      // 19.2: what runs cannot be moved, and nothing can be moved past its deadline.
      if (seen.eventState === 'gone') return { code: 'event-gone' }
      if (seen.eventState !== 'announced' && seen.eventState !== 'waiting') return { code: 'event-begun' }
      const wanted = Date.parse(params.switchAt)
      if (wanted <= Date.now()) return { code: 'event-past' }
      if (typeof seen.deadline === 'string' && wanted > Date.parse(seen.deadline))
        return { code: 'event-late', params: { deadline: seen.deadline } }
      return null
    },
    input: ({ region }, params) => ({ Ids: [params.event], SwitchTime: second(params.switchAt), RegionId: region }),
    aims: (_, params) => [
      { field: 'seen.switchAt', is: 'equal', value: new Date(second(params.switchAt)).toISOString() },
    ],
  }),
  'audit-log': action(op.ModifyAuditLogConfig, {
    params: z.strictObject({
      on: z.boolean().default(true),
      retention: noted(
        z.number().int().min(1).max(365).default(7),
        'How many days records are kept: of every instance of the region, not of this one alone.',
        '记录保留天数，对该地域的所有实例生效，而不仅是当前实例。',
      ),
    }),
    refuses: onlyFrom4,
    observe: async (call, target) => ({ auditDays: await auditDays(call, target) }),
    input: (target, { on, retention }) => ({ ...at(target), DbAudit: on, ...(on ? { Retention: retention } : {}) }),
    aims: (_, { on, retention }) => [{ field: 'seen.auditDays', is: 'equal', value: on ? retention : 0 }],
  }),
  // It is done to the account, once; nothing tells whether it was.
  'log-permission': action(op.InitializeKvstorePermission, {
    params: z.strictObject({}),
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    input: ({ region }) => ({ RegionId: region }),
  }),
} satisfies Actions
