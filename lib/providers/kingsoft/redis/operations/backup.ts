import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, object, scalar, text } from '@/lib/providers/fields'
import { needs, onlyWhen, withRules } from '@/lib/rules'
import { availableZone, backupWindow, cacheId, done, id, longName } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

const backup = { group: 'backup' } as const
const instance = { AvailableZone: availableZone, CacheId: cacheId }
const snapshotId = id('Backup id', '备份 ID')
const bucket = id('KS3 bucket', 'KS3 存储桶')
const key = id('Name of the object in the bucket', '存储桶内的对象名')

export const backupOperations = operations(SERVICE, API_VERSION, {
  // Nothing but null comes back: the new backup is found by its name.
  CreateSnapshot: {
    ...backup,
    method: 'POST',
    kind: 'write',
    once: true,
    async: true,
    target: 'CacheId',
    summary: { en: 'Back up an instance now', zh: '手动备份实例' },
    manual: 'CreateSnapshot',
    request: z.strictObject({ ...instance, Name: longName('Name of the backup', '备份名称') }),
    response: done,
  },
  DeleteSnapshot: {
    ...backup,
    method: 'DELETE',
    kind: 'destructive',
    once: true,
    async: true,
    target: 'SnapshotId',
    summary: { en: 'Delete a backup', zh: '删除备份' },
    manual: 'DeleteSnapshot',
    request: z.strictObject({ AvailableZone: availableZone, SnapshotId: snapshotId }),
    response: done,
  },
  RestoreSnapshot: {
    ...backup,
    method: 'PUT',
    kind: 'destructive',
    once: true,
    async: true,
    target: 'CacheId',
    summary: { en: 'Overwrite an instance with a backup', zh: '用备份覆盖恢复实例' },
    manual: 'RestoreSnapshot',
    request: withRules(
      z.strictObject({
        ...instance,
        Type: noted(
          z.enum(['Default', 'BaseKS3']),
          "Default: one of the instance's backups; BaseKS3: a file in KS3, whose access was granted in the vendor's console",
          'Default：实例自身的备份；BaseKS3：KS3 中的文件，须先在控制台授权',
        ),
        SnapshotId: snapshotId.optional(),
        BucketName: bucket.optional(),
        ObjectName: key.optional(),
      }),
      needs('SnapshotId', { Type: 'Default' }),
      onlyWhen('SnapshotId', { Type: 'Default' }),
      needs('BucketName', { Type: 'BaseKS3' }),
      onlyWhen('BucketName', { Type: 'BaseKS3' }),
      needs('ObjectName', { Type: 'BaseKS3' }),
      onlyWhen('ObjectName', { Type: 'BaseKS3' }),
    ),
    response: done,
  },
  DescribeSnapshots: {
    ...backup,
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    target: 'CacheId',
    summary: { en: 'List the backups of an instance', zh: '查询备份列表' },
    manual: 'DescribeSnapshots',
    request: z.strictObject({
      ...instance,
      ShardId: noted(z.string(), 'Shard of a cluster', '集群分片 ID').optional(),
    }),
    response: object({
      RequestId: text(),
      Data: list(
        object({
          snapshotId: z.string(),
          name: text(),
          cacheId: text(),
          /** Timing or Manual. */
          type: text(),
          /** unknown, creating, restoring, deleting, available or error. */
          status: text(),
          shardId: text(),
          createTime: text(),
          /** A number as a text; its unit is not printed. */
          resourceSize: scalar(),
        }),
      ),
    }),
  },
  DownloadSnapshot: {
    ...backup,
    method: 'GET',
    kind: 'read',
    summary: { en: 'Get the download address of a backup', zh: '获取备份下载地址' },
    manual: 'DownloadSnapshot',
    request: z.strictObject({ AvailableZone: availableZone, SnapshotId: snapshotId }),
    response: object({ RequestId: text(), Data: object({ snapshotId: text(), url: customerData(text()) }) }),
  },
  // Sent with GET although it writes a file.
  ExportSnapshot: {
    ...backup,
    method: 'GET',
    kind: 'write',
    once: true,
    async: true,
    summary: { en: 'Copy a backup to a KS3 bucket', zh: '将备份导出到 KS3' },
    manual: 'ExportSnapshot',
    request: z.strictObject({
      AvailableZone: availableZone,
      SnapshotId: snapshotId,
      BucketName: bucket,
      ObjectName: key,
    }),
    response: done,
  },
  SetTimingSnapshot: {
    ...backup,
    method: 'PUT',
    kind: 'write',
    once: true,
    target: 'CacheId',
    summary: { en: 'Set the automatic backup', zh: '设置自动备份' },
    manual: 'SetTimingSnapshot',
    request: withRules(
      z.strictObject({
        ...instance,
        TimingSwitch: noted(z.enum(['On', 'Off']), 'Automatic backup on or off', '是否自动备份'),
        Timezone: backupWindow.optional(),
      }),
      needs('Timezone', { TimingSwitch: 'On' }),
    ),
    response: done,
  },
  RenameSnapshot: {
    ...backup,
    method: 'PUT',
    kind: 'write',
    once: true,
    summary: { en: 'Rename a backup', zh: '修改备份名称' },
    manual: 'RenameSnapshot',
    request: z.strictObject({
      AvailableZone: availableZone,
      SnapshotId: snapshotId,
      Name: longName('New name', '新名称'),
    }),
    response: done,
  },
})
