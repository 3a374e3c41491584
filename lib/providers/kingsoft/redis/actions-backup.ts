import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import type { PlanRow } from '@/lib/model/plan'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import type { Told } from '@/lib/providers/creation'
import { backupWindow, id, longName } from '../request-fields'
import { allSets, policyOf } from './backups'
import { kingsoftRedisOperations as op } from './catalog'

const at = ({ id: cache, locator }: Target) => ({ AvailableZone: locator.zone, CacheId: cache })
const inZone = ({ locator }: Target) => ({ AvailableZone: locator.zone })
const backup = noted(z.string().min(1).max(200), 'Id of the backup, of this instance.', '该实例的备份 ID。')
const bucket = id('KS3 bucket', 'KS3 存储桶')
const object = id('Name of the object in the bucket', '存储桶内的对象名')

/** Whether a backup of that name is there and complete. */
async function named(call: Call, target: Target, { name }: Record<string, unknown>): Promise<Seen> {
  const sets = await allSets(call, target)
  return {
    atWork: sets.some(({ status }) => status === 'running'),
    ...(name === undefined ? {} : { backupMade: sets.some((set) => set.name === name && set.status === 'done') }),
  }
}

/** The backup that is meant: whether it is there, and its name. */
async function meant(call: Call, target: Target, { backup: wanted }: Record<string, unknown>): Promise<Seen> {
  if (wanted === undefined) return {}
  const found = (await allSets(call, target)).find((set) => set.id === wanted)
  return {
    // A restore is under way by the instance's own status.
    atWork: found?.status === 'deleting',
    backupThere: found !== undefined,
    backupName: found?.name ?? null,
    backupAt: found?.startedAt ?? null,
    backupType: found?.type ?? null,
  }
}

/** The backups to choose from: one that is being made or deleted is not one of them. */
const choices = {
  backup: {
    operation: op.DescribeSnapshots,
    async list(call: Call, target: Target): Promise<Told[]> {
      return (await allSets(call, target)).map(({ id: set, name, startedAt, status }) => ({
        id: set,
        name,
        at: startedAt,
        ...(status === 'done' || status === 'failed' ? {} : { refused: 'not-done' as const }),
      }))
    },
  },
}

/** Which backup it is: its id says nothing to whoever decides. */
const rowsOf = ({ detail: { seen } }: Target): PlanRow[] => [
  { field: 'seen.backupAt', from: seen?.backupAt ?? null, to: seen?.backupAt ?? null },
  { field: 'seen.backupType', from: seen?.backupType ?? null, to: seen?.backupType ?? null },
]

const notThere = ({ detail: { seen } }: Target, { backup: wanted }: { backup: string }): Reason | null =>
  seen?.backupThere === false ? { code: 'no-such-backup', params: { backup: wanted } } : null

async function policy(call: Call, target: Target): Promise<Seen> {
  const { on, window } = await policyOf(call, target)
  return { backupOn: on, backupWindow: window && `${window.start}-${window.end} +0800` }
}

/** Backups of Kingsoft Redis as changes. Its calls answer nothing: what became of them is read. */
export const backupActions = {
  backup: action(op.CreateSnapshot, {
    params: z.strictObject({ name: longName('Name of the backup', '备份名称') }),
    refuses: ({ seen }) => (seen?.atWork === true ? { code: 'at-work' } : null),
    observe: named,
    input: (target, { name }) => ({ ...at(target), Name: name }),
    aims: () => [{ field: 'seen.backupMade', is: 'equal', value: true }],
  }),
  'backup-policy': action(op.SetTimingSnapshot, {
    params: z.strictObject({
      on: z.boolean().default(true),
      hour: noted(backupWindow, 'Of a policy that is off it is not sent.', '关闭时不发送。').default('03:00-04:00'),
    }),
    observe: policy,
    input: (target, { on, hour }) => ({
      ...at(target),
      TimingSwitch: on ? ('On' as const) : ('Off' as const),
      Timezone: on ? hour : undefined,
    }),
    aims: (_, { on, hour }) => [
      { field: 'seen.backupOn', is: 'equal', value: on },
      ...(on ? [{ field: 'seen.backupWindow', is: 'equal', value: `${hour} +0800` } as const] : []),
    ],
  }),
  restore: action(op.RestoreSnapshot, {
    params: z.strictObject({ backup }),
    choices,
    refusesChoice: notThere,
    observe: meant,
    input: (target, { backup: SnapshotId }) => ({ ...at(target), Type: 'Default' as const, SnapshotId }),
  }),
  // The account's access to KS3 is granted in the vendor's own console first.
  'restore-file': action(op.RestoreSnapshot, {
    params: z.strictObject({ bucket, object }),
    input: (target, { bucket: BucketName, object: ObjectName }) => ({
      ...at(target),
      Type: 'BaseKS3' as const,
      BucketName,
      ObjectName,
    }),
  }),
  'backup-rename': action(op.RenameSnapshot, {
    params: z.strictObject({ backup, name: longName('New name', '新名称') }),
    choices,
    refusesChoice: notThere,
    observe: meant,
    rows: (target, { name }) => [
      ...rowsOf(target),
      { field: 'seen.backupName', from: target.detail.seen?.backupName ?? null, to: name },
    ],
    input: (target, { backup: SnapshotId, name }) => ({ ...inZone(target), SnapshotId, Name: name }),
    aims: (_, { name }) => [{ field: 'seen.backupName', is: 'equal', value: name }],
  }),
  'backup-export': action(op.ExportSnapshot, {
    params: z.strictObject({ backup, bucket, object }),
    choices,
    refusesChoice: notThere,
    observe: meant,
    rows: rowsOf,
    input: (target, { backup: SnapshotId, bucket: BucketName, object: ObjectName }) => ({
      ...inZone(target),
      SnapshotId,
      BucketName,
      ObjectName,
    }),
  }),
  'backup-delete': action(op.DeleteSnapshot, {
    params: z.strictObject({ backup }),
    choices,
    refusesChoice: notThere,
    observe: meant,
    rows: (target) => [
      ...rowsOf(target),
      { field: 'seen.backupThere', from: target.detail.seen?.backupThere ?? null, to: false },
    ],
    input: (target, { backup: SnapshotId }) => ({ ...inZone(target), SnapshotId }),
    aims: () => [{ field: 'seen.backupThere', is: 'equal', value: false }],
  }),
} satisfies Actions
