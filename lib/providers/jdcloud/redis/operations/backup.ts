import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { flag, list, number, object, text } from '@/lib/providers/fields'
import { dayWindow, endTime, instance, paging, startTime } from '../request'
import { API_VERSION, SERVICE } from '../service'

const baseId = noted(z.string().min(1), 'Id of the backup.', '备份 ID。')

const backup = object({
  baseId: text(),
  backupFileName: text(),
  cacheInstanceId: text(),
  backupStartTime: text(),
  backupEndTime: text(),
  /** 0 automatic, 1 manual. */
  backupType: number(),
  /** Bytes. */
  backupSize: number(),
  /** 0 running, 1 failed, 2 done. */
  backupStatus: number(),
  backupShardMemoryMB: number(),
  backupShardNum: number(),
  backupDownloadURL: customerData(text()),
})

const WEEKDAYS = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday'

export const backupOperations = operations(SERVICE, API_VERSION, {
  describeBackups: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/backup',
    kind: 'read',
    probe: 'instance',
    group: 'backup',
    summary: { en: 'List the backups of an instance', zh: '查询实例的备份列表' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      ...paging,
      startTime: startTime.optional(),
      endTime: endTime.optional(),
      baseId: baseId.optional(),
    }),
    response: object({ requestId: text(), result: object({ backups: list(backup), totalCount: number() }) }),
  },
  createBackup: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/backup',
    kind: 'write',
    once: true,
    async: true,
    group: 'backup',
    summary: { en: 'Back up an instance now', zh: '立即备份实例' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      fileName: noted(
        z.string().regex(/^\w{1,32}$/),
        'Name of the backup: letters, digits and underscores, up to 32.',
        '备份文件名，可用字母、数字和下划线，最长 32 个字符。',
      ),
      backupType: noted(z.literal(1).default(1), '1, by hand, is the only type.', '仅支持 1（手动备份）。'),
    }),
    response: object({ requestId: text(), result: object({ baseId: text() }) }),
  },
  describeBackupPolicy: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/backupPolicy',
    kind: 'read',
    probe: 'instance',
    group: 'backup',
    summary: { en: 'Read when backups are made by themselves', zh: '查询自动备份策略' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({ autoBackup: flag(), backupPeriod: text(), backupTime: text(), nextBackupTime: text() }),
    }),
  },
  modifyBackupPolicy: {
    method: 'PATCH',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/backupPolicy',
    kind: 'write',
    once: true,
    group: 'backup',
    summary: { en: 'Set when backups are made by themselves', zh: '设置自动备份策略' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      autoBackup: noted(z.boolean().optional(), 'Off: none are made by themselves.', '关闭后不再自动备份。'),
      backupTime: noted(
        z.string().regex(dayWindow),
        'Window of the day with its zone, as 01:00-02:00 +0800.',
        '备份时间段及时区，例如 01:00-02:00 +0800。',
      ),
      backupPeriod: noted(
        z.string().regex(new RegExp(`^(${WEEKDAYS})(,(${WEEKDAYS}))*$`)),
        'Days of the week in English with commas: Monday,Thursday.',
        '备份周期，英文星期名，以逗号分隔，例如 Monday,Thursday。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  restoreInstance: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/restore',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'backup',
    summary: {
      en: 'Put a backup in place of the data of its instance',
      zh: '用备份覆盖恢复实例，现有数据将被替换',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, baseId }),
    response: object({ requestId: text() }),
  },
  describeDownloadUrl: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/backup:describeDownloadUrl',
    kind: 'read',
    group: 'backup',
    summary: { en: 'Get links to download a backup, good for an hour', zh: '获取备份下载地址，有效期一小时' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, baseId }),
    response: object({
      requestId: text(),
      result: object({ downloadUrls: list(object({ name: text(), link: customerData(text()) })) }),
    }),
  },
})
