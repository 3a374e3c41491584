import { z } from 'zod'
import { WEEKDAYS, type Weekday } from '@/lib/model/backup'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { backups, policyOf } from './backups'
import { jdcloudRedisOperations as op } from './catalog'

const DAY_MS = 86_400_000

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const isWeekday = (day: string): day is Weekday => WEEKDAYS.some((one) => one === day)
const sorted = (text: string) => WEEKDAYS.filter((day) => text.split(',').includes(day)).join(',')

/** Whether a backup of that name is there and complete, and whether any runs. */
async function named(call: Call, target: Target, { name }: Record<string, unknown>): Promise<Seen> {
  const now = Date.now()
  const { sets } = await backups.sets(call, target, { from: new Date(now - DAY_MS), to: new Date(now + DAY_MS) })
  return {
    atWork: sets.some(({ status }) => status === 'running'),
    ...(name === undefined ? {} : { backupMade: sets.some((set) => set.name === name && set.status === 'done') }),
  }
}

async function policy(call: Call, target: Target): Promise<Seen> {
  const { on, days, window, offsetMinutes } = await policyOf(call, target)
  return {
    backupOn: on,
    backupDays: days.join(','),
    backupWindow: window && `${window.start}-${window.end} ${zoneOf(offsetMinutes)}`,
  }
}

const zoneOf = (minutes: number) => {
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(rest / 60))}${two(rest % 60)}`
}

/** Backups of JD Cloud Redis as changes. */
export const backupActions = {
  backup: action(op.createBackup, {
    params: z.strictObject({
      name: noted(
        z.string().regex(/^\w{1,32}$/),
        'Name of the backup: letters, digits and underscores, up to 32.',
        '备份文件名，可用字母、数字和下划线，最长 32 个字符。',
      ),
    }),
    refuses: ({ seen }) => (seen?.atWork === true ? { code: 'at-work' } : null),
    observe: named,
    input: (target, { name }) => ({ ...at(target), fileName: name }),
    aims: () => [{ field: 'seen.backupMade', is: 'equal', value: true }],
  }),
  'backup-policy': action(op.modifyBackupPolicy, {
    params: z.strictObject({
      on: z.boolean().default(true),
      days: noted(
        z.string().refine((text) => text.split(',').every(isWeekday)),
        'Days with commas: Monday,Thursday. They are those of UTC+8.',
        '备份日的英文名，以逗号分隔，例如 Monday,Thursday（UTC+8）。',
      ),
      startChina: noted(timeOfDay, 'UTC+8', 'UTC+8'),
      endChina: noted(timeOfDay, 'UTC+8', 'UTC+8'),
    }),
    observe: policy,
    input: (target, { on, days, startChina, endChina }) => ({
      ...at(target),
      autoBackup: on,
      backupPeriod: sorted(days),
      backupTime: `${startChina}-${endChina} +0800`,
    }),
    aims: (_, { on, days, startChina, endChina }) => [
      { field: 'seen.backupOn', is: 'equal', value: on },
      { field: 'seen.backupDays', is: 'equal', value: sorted(days) },
      { field: 'seen.backupWindow', is: 'equal', value: `${startChina}-${endChina} +0800` },
    ],
  }),
  restore: action(op.restoreInstance, {
    params: z.strictObject({
      backup: noted(z.string().min(1).max(200), 'Id of the backup, of this instance.', '该实例的备份 ID。'),
    }),
    input: (target, { backup }) => ({ ...at(target), baseId: backup }),
  }),
} satisfies Actions
