import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, kvstoreCloud } from './kvstore'

const require = createRequire(import.meta.url)

/** The vendor's own clients against the emulator: access, backups, parameters, metrics, logs and tags. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const RegionId = 'cn-hangzhou'
/** `InstanceId` is `instanceId` there, and `DBInstanceId` stays. */
const lowered = (name: string) => (/^[A-Z]{2}/.test(name) ? name : `${name[0]?.toLowerCase()}${name.slice(1)}`)

// `any`: these packages have no types for what they answer.
type Ask = (action: string, params: Record<string, unknown>) => Promise<any>

/** The generated client: typed requests, ACS3. */
function generated(): Ask {
  const sdk = require('@alicloud/r-kvstore20150101')
  const { Config } = require('@alicloud/openapi-core').$OpenApiUtil
  const client = new sdk.default(
    new Config({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      endpoint: cloud.emulator.url.replace('http://', ''),
      protocol: 'HTTP',
    }),
  )
  return async (action, params) => {
    const fields = Object.fromEntries(Object.entries(params).map(([name, value]) => [lowered(name), value]))
    if (Array.isArray(fields.tag)) {
      const Tag = sdk[`${action}RequestTag`]
      fields.tag = fields.tag.map(
        ({ Key, Value }: { Key: string; Value: string }) => new Tag({ key: Key, value: Value }),
      )
    }
    const answer = await client[lowered(action)](new sdk[`${action}Request`](fields))
    return JSON.parse(JSON.stringify(answer.body.toMap()))
  }
}

/** The core client: flat parameters, HMAC-SHA1. */
function core(): Ask {
  const { RPCClient } = require('@alicloud/pop-core')
  const client = new RPCClient({
    accessKeyId: 'testid',
    accessKeySecret: 'testsecret',
    endpoint: cloud.emulator.url,
    apiVersion: '2015-01-01',
  })
  return (action, params) => client.request(action, params, { method: 'POST' })
}

test('the generated client manages access, data and tags, and reads back what it did', async () => {
  const ask = generated()
  const { id: InstanceId } = await cloud.make({ usedMemoryMb: 2_000 })
  await ask('CreateAccount', { InstanceId, AccountName: 'report', AccountPassword: 'Trial-2026' })
  await ask('GrantAccountPrivilege', { InstanceId, AccountName: 'report', AccountPrivilege: 'RoleReadOnly' })
  const { Accounts } = await ask('DescribeAccounts', { InstanceId, AccountName: 'report' })
  expect(Accounts.Account[0].DatabasePrivileges.DatabasePrivilege[0].AccountPrivilege).toBe('RoleReadOnly')

  await ask('ModifySecurityIps', { InstanceId, SecurityIps: '10.1.0.0/16,10.2.0.1', SecurityIpGroupName: 'app' })
  const { SecurityIpGroups } = await ask('DescribeSecurityIps', { InstanceId })
  expect(SecurityIpGroups.SecurityIpGroup).toContainEqual(
    expect.objectContaining({ SecurityIpGroupName: 'app', SecurityIpList: '10.1.0.0/16,10.2.0.1' }),
  )

  const Config = JSON.stringify({ EvictionPolicy: 'allkeys-lru', 'hash-max-ziplist-entries': 128 })
  await ask('ModifyInstanceConfig', { InstanceId, Config })
  const set = await ask('DescribeInstanceConfig', { InstanceId })
  expect(JSON.parse(set.Config)).toMatchObject({ EvictionPolicy: 'allkeys-lru', 'hash-max-ziplist-entries': 128 })
  const { RunningParameters } = await ask('DescribeParameters', { DBInstanceId: InstanceId })
  expect(RunningParameters.Parameter).toContainEqual(
    expect.objectContaining({ ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lru' }),
  )

  await ask('CreateBackup', { InstanceId })
  const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
  const { Backups } = await ask('DescribeBackups', {
    InstanceId,
    StartTime: at(Date.now() - 600_000),
    EndTime: at(Date.now() + 60_000),
  })
  const BackupId = String(Backups.Backup[0].BackupId)
  await ask('FlushInstance', { InstanceId })
  await ask('RestoreInstance', { InstanceId, BackupId })
  const { MonitorHistory } = await ask('DescribeHistoryMonitorValues', {
    InstanceId,
    StartTime: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, ''),
    EndTime: new Date().toISOString().replace(/\.\d+/, ''),
    IntervalForHistory: '01m',
    MonitorKeys: 'UsedMemory,UsedQPS',
  })
  const [first] = Object.values(JSON.parse(MonitorHistory) as Record<string, Record<string, string>>)
  expect(Number(first?.UsedMemory)).toBeGreaterThan(1_900 * 1_048_576)

  await ask('TagResources', {
    RegionId,
    ResourceType: 'INSTANCE',
    ResourceId: [InstanceId],
    Tag: [{ Key: '团队', Value: '交易 & 营销' }],
  })
  const { TagResources } = await ask('ListTagResources', {
    RegionId,
    ResourceType: 'INSTANCE',
    ResourceId: [InstanceId],
  })
  expect(TagResources.TagResource).toEqual([
    expect.objectContaining({ ResourceId: InstanceId, TagKey: '团队', TagValue: '交易 & 营销' }),
  ])
  await ask('UntagResources', { RegionId, ResourceType: 'INSTANCE', ResourceId: [InstanceId], TagKey: ['团队'] })
  const left = await ask('ListTagResources', { RegionId, ResourceType: 'INSTANCE', ResourceId: [InstanceId] })
  expect(left.TagResources.TagResource).toEqual([])

  const { Items } = await ask('DescribeSlowLogRecords', {
    InstanceId,
    StartTime: at(Date.now() - 3_600_000),
    EndTime: at(Date.now()),
    PageSize: 30,
  })
  expect(Array.isArray(Items.LogRecords)).toBe(true)
})

describe('what the console never sends is refused with the code of the manual', () => {
  const SPAN = { StartTime: '2026-03-01T00:00Z', EndTime: '2026-03-02T00:00Z' }
  test.each<[string, Record<string, unknown>, string]>([
    ['CreateAccount', { AccountName: 'app', AccountPassword: 'short' }, 'InvalidPassword.Malformed'],
    ['CreateAccount', { AccountName: 'App', AccountPassword: 'Trial-2026' }, 'InvalidParameter'],
    ['CreateAccount', { AccountName: 'app' }, 'MissingParameter'],
    ['ResetAccountPassword', { AccountName: 'app', AccountPassword: 'onlyletters' }, 'InvalidPassword.Malformed'],
    ['ModifySecurityIps', { SecurityIps: '10.0.0.1,10.0.0.999' }, 'InvalidSecurityIPList.Format'],
    ['ModifySecurityIps', {}, 'MissingParameter'],
    [
      'ModifyBackupPolicy',
      { PreferredBackupPeriod: 'Someday', PreferredBackupTime: '01:00Z-02:00Z' },
      'InvalidPreferredBackupPeriod.Malformed',
    ],
    [
      'ModifyBackupPolicy',
      { PreferredBackupPeriod: 'Monday', PreferredBackupTime: '1-2' },
      'InvalidPreferredBackupTime.Format',
    ],
    ['DescribeBackups', { ...SPAN, EndTime: '2026-03-02 00:00' }, 'InvalidEndTime.Malformed'],
    ['DescribeBackups', { ...SPAN, EndTime: '2026-02-02T00:00Z' }, 'InvalidEndTime.Malformed'],
    ['DescribeBackups', { ...SPAN, StartTime: 'yesterday' }, 'InvalidStartTime.Malformed'],
    ['DescribeSlowLogRecords', { ...SPAN, EndTime: '2026-03-09T00:00Z' }, 'InvalidEndTime.Malformed'],
    ['DescribeSlowLogRecords', { ...SPAN, PageSize: 31 }, 'InvalidParameter'],
    ['DescribeRunningLogRecords', { ...SPAN, NodeId: 'x' }, 'MissingParameter'],
    ['ModifyInstanceConfig', { Config: 'not json' }, 'InvalidParameters.Format'],
    ['ModifyAuditLogConfig', { DbAudit: true }, 'MissingParameter'],
    ['UntagResources', { RegionId, ResourceType: 'INSTANCE', 'ResourceId.1': 'r-x' }, 'MissingParameter'],
  ])('%s %o', async (action, params, code) => {
    const { id: InstanceId } = await cloud.make()
    expect(await codeOf(core()(action, { InstanceId, ...params }))).toBe(code)
  })
})

test.each([
  ['table', { RegionId, IzNo: 'cn-hangzhou-h', Quantity: 2, InstanceClass: 'redis.master.small.default' }],
  ['samples', { RegionId, izNo: 'cn-hangzhou-h', quantity: 2, instanceClass: 'redis.master.small.default' }],
])('several instances are bought with keys spelled as in the %s of the manual', async (_, entry) => {
  const { InstanceIds } = await core()('CreateInstances', { RegionId, Instances: JSON.stringify([entry]) })
  expect(InstanceIds.InstanceId).toHaveLength(2)
})
