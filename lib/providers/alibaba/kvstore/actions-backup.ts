import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { WEEKDAYS, type Weekday } from '@/lib/model/backup'
import { noted } from '@/lib/operation'
import { type Actions, action, NEVER, type Seen, type SeenDetail, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { backups, policyOf, runningJobs } from './backups'
import { kvstoreOperations as op } from './catalog'

const DAY_MS = 86_400_000
const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const isWeekday = (day: string): day is Weekday => WEEKDAYS.some((one) => one === day)
const weekdays = noted(
  z.string().refine((text) => text.split(',').every(isWeekday)),
  'Days with commas: Monday,Thursday. They replace the old ones.',
  '备份日的英文名，以逗号分隔，例如 Monday,Thursday，将替换原有设置。',
)
/** In the order of the week, each once. */
const sorted = (text: string) => WEEKDAYS.filter((day) => text.split(',').includes(day))

const onlyRedis = ({ facts }: SeenDetail): Reason | null => (facts.engine === 'redis' ? null : { code: 'memcached' })

/** The newest complete backup by hand, and whether a job runs. A cluster's jobs nobody tells (12.2): it is not observed. */
async function manualBackups(call: Call, target: Target): Promise<Seen> {
  if (target.detail.facts.architecture !== 'standard') return {}
  // Read first: what is over in between is in the list then.
  const running = await runningJobs(call, target)
  const now = Date.now()
  const { sets } = await backups.sets(call, target, { from: new Date(now - DAY_MS), to: new Date(now + DAY_MS) })
  const last = sets.find(({ type, status }) => type === 'manual' && status === 'done')
  return { atWork: running.length > 0, madeAt: last?.startedAt ?? null }
}

async function policy(call: Call, target: Target): Promise<Seen> {
  const { days, window, incremental } = await policyOf(call, target)
  return { backupDays: days.join(','), backupWindow: window && `${window.start}-${window.end} +0000`, incremental }
}

/** Backups of KVStore as changes. */
export const backupActions = {
  backup: action(op.CreateBackup, {
    params: z.strictObject({}),
    refuses: (detail) => onlyRedis(detail) ?? (detail.seen?.atWork === true ? { code: 'at-work' } : null),
    observe: manualBackups,
    input: at,
    // Of a cluster only the cloud's answer tells: the list has it when all of its files are there.
    aims: ({ detail: { seen } }) =>
      seen?.madeAt === undefined ? [] : [{ field: 'seen.madeAt', is: 'later', than: String(seen.madeAt ?? NEVER) }],
  }),
  'backup-policy': action(op.ModifyBackupPolicy, {
    params: z.strictObject({
      days: weekdays,
      startUtc: timeOfDay,
      endUtc: timeOfDay,
      incremental: noted(
        z.boolean().default(false),
        'Incremental backup. Leaving it off turns it off.',
        '增量备份，不选则关闭。',
      ),
    }),
    observe: policy,
    // Days and hours are sent together, and leaving the increments out would turn them off (12.4).
    input: (target, { days, startUtc, endUtc, incremental }) => ({
      ...at(target),
      PreferredBackupPeriod: sorted(days),
      PreferredBackupTime: `${startUtc}Z-${endUtc}Z`,
      EnableBackupLog: incremental ? (1 as const) : (0 as const),
    }),
    aims: ({ detail: { seen } }, { days, startUtc, endUtc, incremental }) => [
      { field: 'seen.backupDays', is: 'equal', value: sorted(days).join(',') },
      { field: 'seen.backupWindow', is: 'equal', value: `${startUtc}-${endUtc} +0000` },
      // The samples of 12.3 do not have it.
      ...(seen?.incremental == null ? [] : [{ field: 'seen.incremental', is: 'equal', value: incremental } as const]),
    ],
  }),
  restore: action(op.RestoreInstance, {
    params: z.strictObject({
      backup: noted(z.string().regex(/^\d+$/), 'Id of the backup, of this instance.', '该实例的备份 ID。'),
    }),
    refuses: onlyRedis,
    input: (target, { backup }) => ({ ...at(target), BackupId: backup }),
  }),
} satisfies Actions
