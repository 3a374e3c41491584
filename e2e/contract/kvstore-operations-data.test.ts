import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAnalysis } from '@/emulator/world/big-keys'
import { accountOperations } from '@/lib/providers/alibaba/kvstore/operations/account'
import { backupOperations } from '@/lib/providers/alibaba/kvstore/operations/backup'
import { diagnosticsOperations } from '@/lib/providers/alibaba/kvstore/operations/diagnostics'
import { logOperations } from '@/lib/providers/alibaba/kvstore/operations/log'
import { maintenanceOperations } from '@/lib/providers/alibaba/kvstore/operations/maintenance'
import { monitoringOperations } from '@/lib/providers/alibaba/kvstore/operations/monitoring'
import { parameterOperations } from '@/lib/providers/alibaba/kvstore/operations/parameter'
import { securityOperations } from '@/lib/providers/alibaba/kvstore/operations/security'
import { tagOperations } from '@/lib/providers/alibaba/kvstore/operations/tag'
import { codeOf, kvstoreCloud, strangersIn } from './kvstore'

/** Each operation on access, data, signals and tags: one call that works, one that the cloud refuses. */
type Input = Record<string, unknown>
type Cloud = Awaited<ReturnType<typeof kvstoreCloud>>
interface Case {
  good: Input | ((cloud: Cloud) => Promise<Input>)
  bad: Input | ((cloud: Cloud) => Promise<Input>)
  code: string
}

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

const CASES: Record<string, Case> = {
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

const ROWS = {
  ...accountOperations,
  ...securityOperations,
  ...backupOperations,
  ...parameterOperations,
  ...monitoringOperations,
  ...logOperations,
  ...diagnosticsOperations,
  ...maintenanceOperations,
  ...tagOperations,
}

let cloud: Cloud
beforeAll(async () => {
  cloud = await kvstoreCloud()
  await cloud.ask('InitializeKvstorePermission')
})
afterAll(() => cloud.emulator.stop())

const inputOf = async (input: Case['good']) => (typeof input === 'function' ? await input(cloud) : input)

describe.each(Object.entries(ROWS))('%s', (name, row) => {
  const { good, bad, code } = CASES[name] ?? { good: {}, bad: {}, code: 'there is no case for it' }

  test('works', async () => {
    const answer = await cloud.ask(name, await inputOf(good))
    expect(answer.RequestId).toMatch(/^[0-9A-F-]{36}$/i)
    // The emulator says nothing that the row does not know: misspelt fields would pass a loose schema unseen.
    expect(strangersIn(row.response, answer)).toEqual([])
  })

  test(`is refused with ${code}`, async () => {
    expect(await codeOf(cloud.ask(name, await inputOf(bad)))).toBe(code)
  })
})
