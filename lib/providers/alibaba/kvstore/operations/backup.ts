import { z } from 'zod'
import { customerData, noted, operations, packed } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { endAfterStart, instanceId, minute, pageNumber, regionId } from './inputs'

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export const backupOperations = operations(SERVICE, API_VERSION, {
  CreateBackup: {
    method: 'POST',
    kind: 'write',
    once: true,
    async: true,
    group: 'backup',
    target: 'InstanceId',
    summary: { en: 'Back up an instance now', zh: '立即备份实例' },
    manual: '12.1',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({ BackupJobID: scalar(), RequestId: text() }),
  },
  DescribeBackupTasks: {
    method: 'GET',
    kind: 'read',
    group: 'backup',
    target: 'InstanceId',
    summary: { en: 'Progress of running backups (standard architecture)', zh: '查询备份任务的进度（标准架构）' },
    manual: '12.2',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      BackupJobId: noted(
        z.string().min(1),
        'BackupJobID of CreateBackup.',
        'CreateBackup 返回的 BackupJobID。',
      ).optional(),
      JobMode: z.enum(['Automated', 'Manual']).optional(),
    }),
    response: object({
      InstanceId: text(),
      BackupJobs: list(
        object({
          BackupJobID: scalar(),
          BackupProgressStatus: text(),
          JobMode: text(),
          /** Per cent, as a text. */
          Process: scalar(),
          StartTime: text(),
          TaskAction: text(),
        }),
      ),
      RequestId: text(),
    }),
  },
  DescribeBackupPolicy: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'backup',
    target: 'InstanceId',
    summary: { en: 'Backup days, time and retention', zh: '查询自动备份的周期、时间和保留天数' },
    manual: '12.3',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      /** Days. */
      BackupRetentionPeriod: scalar(),
      EnableBackupLog: number(),
      PreferredBackupPeriod: text(),
      /** `05:00Z-06:00Z`, UTC. */
      PreferredBackupTime: text(),
      PreferredNextBackupTime: text(),
      RequestId: text(),
    }),
  },
  ModifyBackupPolicy: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'backup',
    target: 'InstanceId',
    summary: { en: 'Set backup days and time, and incremental backup', zh: '设置备份周期、时间和增量备份' },
    manual: '12.4',
    request: z.strictObject({
      InstanceId: instanceId(),
      PreferredBackupPeriod: packed(
        noted(
          z.array(z.enum(WEEKDAYS)).min(1).max(7),
          'All days on which to back up; the old days are replaced.',
          '全部备份日，原有设置将被替换。',
        ),
        'comma',
      ),
      PreferredBackupTime: noted(
        z.string().regex(/^([01]\d|2[0-3]):[0-5]\dZ-([01]\d|2[0-3]):[0-5]\dZ$/),
        'UTC window: 19:00Z-20:00Z',
        'UTC 时间窗口：19:00Z-20:00Z',
      ),
      EnableBackupLog: noted(
        z.literal([0, 1]).default(0),
        'Incremental backup. Leaving it out turns it off.',
        '增量备份，不填则关闭。',
      ),
      RegionId: regionId(),
    }),
    response: object({ RequestId: text() }),
  },
  DescribeBackups: {
    method: 'GET',
    kind: 'read',
    group: 'backup',
    target: 'InstanceId',
    summary: { en: 'Backups of an instance in a span of time', zh: '查询一段时间内的备份集' },
    manual: '12.5',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        StartTime: minute(),
        EndTime: minute(),
        BackupId: z.number().int().optional(),
        PageNumber: pageNumber(),
        PageSize: noted(
          z.number().int().min(1).max(100).default(30),
          'The manual names no limit; we ask for at most 100.',
          '手册未说明上限，控制台最多请求 100 条。',
        ),
        NeedAof: noted(z.enum(['0', '1']).default('0'), '1: with incremental backups.', '1 表示包含增量备份。'),
        RegionId: regionId(),
      }),
      endAfterStart,
    ),
    response: object({
      Backups: object({
        Backup: list(
          object({
            BackupId: scalar(),
            BackupDBNames: text(),
            BackupDownloadURL: customerData(text()),
            BackupIntranetDownloadURL: customerData(text()),
            BackupStartTime: text(),
            BackupEndTime: text(),
            BackupMethod: text(),
            BackupMode: text(),
            /** Bytes, presumably: the manual is silent. */
            BackupSize: scalar(),
            BackupStatus: text(),
            BackupType: text(),
            EngineVersion: text(),
            /** The shard it is of, or the instance. */
            NodeInstanceId: text(),
          }),
        ),
      }).nullish(),
      TotalCount: number(),
      PageNumber: number(),
      PageSize: number(),
      RequestId: text(),
    }),
  },
  RestoreInstance: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'backup',
    target: 'InstanceId',
    summary: { en: 'Put a backup into the instance: all present data is lost', zh: '用备份覆盖实例，现有数据全部丢失' },
    manual: '12.6',
    request: z.strictObject({
      InstanceId: instanceId(),
      BackupId: noted(z.string().min(1), 'BackupId of DescribeBackups.', 'DescribeBackups 返回的 BackupId。'),
      RegionId: regionId(),
    }),
    response: object({ RequestId: text() }),
  },
})
