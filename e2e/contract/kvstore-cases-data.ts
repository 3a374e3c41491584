import { startAnalysis } from '@/emulator/world/big-keys'
import type { CaseOf } from './cases'
import type { kvstoreCloud } from './kvstore'

/** Each operation on access, data, signals and tags: one call that works, one that the cloud refuses. */
type Case = CaseOf<Awaited<ReturnType<typeof kvstoreCloud>>>
type Input = Record<string, unknown>

const RegionId = 'cn-hangzhou'
const NONE = 'r-nothere'
const gone = (more: Input = {}, id = 'InstanceId'): Case => ({
  good: async (cloud) => ({ [id]: (await cloud.make()).id, ...more }),
  bad: { [id]: NONE, ...more },
  code: 'InvalidInstanceId.NotFound',
})
/** On an account that is there, and on one that is not. */
const account = (more: Input = {}): Case => ({
  good: async (cloud) => {
    const { id: InstanceId } = await cloud.make()
    const one = { InstanceId, AccountName: 'app' }
    await cloud.ask('CreateAccount', { ...one, AccountPassword: 'Trial-2026' })
    return { ...one, ...more }
  },
  bad: async (cloud) => ({ InstanceId: (await cloud.make()).id, AccountName: 'nobody', ...more }),
  code: 'InvalidAccountName.NotFound',
})
const now = Date.now()
const minutes = (ago: number) => `${new Date(now - ago * 60_000).toISOString().slice(0, 16)}Z`
const seconds = (ago: number) => `${new Date(now - ago * 60_000).toISOString().slice(0, 19)}Z`
const MINUTES = { StartTime: minutes(60), EndTime: minutes(0) }
const SECONDS = { StartTime: seconds(60), EndTime: seconds(0) }
const TODAY = `${new Date(now).toISOString().slice(0, 10)}Z`

export const KVSTORE_DATA: Readonly<Record<string, Case>> = {
  DescribeAccounts: gone(),
  CreateAccount: gone({ AccountName: 'app', AccountPassword: 'Trial-2026' }),
  GrantAccountPrivilege: account({ AccountPrivilege: 'RoleReadOnly' }),
  ModifyAccountDescription: account({ AccountDescription: '报表账号' }),
  ModifyAccountPassword: account({ OldAccountPassword: 'Trial-2026', NewAccountPassword: 'Other_2026' }),
  ResetAccountPassword: account({ AccountPassword: 'Other_2026' }),
  DeleteAccount: account(),

  DescribeSecurityIps: gone(),
  ModifySecurityIps: gone({ SecurityIps: ['10.0.0.0/8'] }),
  DescribeSecurityGroupConfiguration: gone(),
  ModifySecurityGroupConfiguration: gone({ SecurityGroupId: ['sg-1'] }, 'DBInstanceId'),

  CreateBackup: gone(),
  DescribeBackupTasks: gone(),
  DescribeBackupPolicy: gone(),
  ModifyBackupPolicy: gone({ PreferredBackupPeriod: ['Monday', 'Friday'], PreferredBackupTime: '01:00Z-02:00Z' }),
  DescribeBackups: gone({ ...MINUTES, StartTime: minutes(8 * 1_440) }),
  RestoreInstance: {
    good: async (cloud) => {
      const { id: InstanceId } = await cloud.make()
      await cloud.ask('CreateBackup', { InstanceId })
      const { Backups } = await cloud.ask('DescribeBackups', {
        InstanceId,
        StartTime: minutes(10),
        EndTime: minutes(-10),
      })
      return { InstanceId, BackupId: String(Backups.Backup[0].BackupId) }
    },
    bad: async (cloud) => ({ InstanceId: (await cloud.make()).id, BackupId: '1' }),
    code: 'InvalidBackupSetID.NotFound',
  },

  DescribeParameterTemplates: {
    good: { CharacterType: 'logic', EngineVersion: '5.0' },
    bad: { CharacterType: 'logic', EngineVersion: '5.0', RegionId: 'cn-nowhere' },
    code: 'InvalidRegion.NotFound',
  },
  DescribeInstanceConfig: gone(),
  DescribeParameters: gone({}, 'DBInstanceId'),
  ModifyInstanceConfig: gone({ Config: { timeout: 60 } }),

  DescribeMonitorItems: { good: { RegionId }, bad: { RegionId: 'cn-nowhere' }, code: 'InvalidRegion.NotFound' },
  DescribeHistoryMonitorValues: gone({ ...SECONDS, MonitorKeys: 'CpuUsage,UsedMemory' }),

  InitializeKvstorePermission: { good: {}, bad: { RegionId: 'cn-nowhere' }, code: 'InvalidRegion.NotFound' },
  ModifyAuditLogConfig: gone({ DbAudit: true, Retention: 7 }),
  DescribeAuditRecords: gone(SECONDS),
  DescribeRunningLogRecords: gone({ ...MINUTES, StartTime: minutes(1_400) }),
  DescribeSlowLogRecords: gone({ ...MINUTES, StartTime: minutes(1_400) }),

  CreateCacheAnalysisTask: gone(),
  DescribeCacheAnalysisReport: {
    good: async (cloud) => {
      const instance = await cloud.make()
      startAnalysis(instance, 1, now, now)
      return { InstanceId: instance.id, Date: TODAY }
    },
    bad: { InstanceId: NONE, Date: TODAY },
    code: 'InvalidInstanceId.NotFound',
  },
  DescribeCacheAnalysisReportList: gone(),

  DescribeActiveOperationTask: {
    good: { Region: 'all', TaskType: 'all' },
    bad: { Region: 'cn-nowhere', TaskType: 'all' },
    code: 'InvalidRegion.NotFound',
  },
  ModifyActiveOperationTask: {
    good: async (cloud) => {
      for (;;) {
        const { Items } = await cloud.ask('DescribeActiveOperationTask', { Region: RegionId, TaskType: 'all' })
        if (Items.length > 0) return { Ids: [String(Items[0].Id)], SwitchTime: Items[0].Deadline }
        await cloud.make()
      }
    },
    bad: { Ids: ['1'], SwitchTime: seconds(-60) },
    code: 'InvalidParameter',
  },

  ListTagResources: {
    good: async (cloud) => ({ RegionId, ResourceId: [(await cloud.make({ tags: { a: 'b' } })).id] }),
    bad: { RegionId: 'cn-nowhere', Tag: [{ Key: 'a' }] },
    code: 'InvalidRegion.NotFound',
  },
  TagResources: {
    good: async (cloud) => ({ RegionId, ResourceId: [(await cloud.make()).id], Tag: [{ Key: '团队', Value: '交易' }] }),
    bad: { RegionId, ResourceId: [NONE], Tag: [{ Key: 'a', Value: 'b' }] },
    code: 'InvalidInstanceId.NotFound',
  },
  UntagResources: {
    good: async (cloud) => ({ RegionId, ResourceId: [(await cloud.make({ tags: { a: 'b' } })).id], TagKey: ['a'] }),
    bad: { RegionId, ResourceId: [NONE], All: true },
    code: 'InvalidInstanceId.NotFound',
  },
}
