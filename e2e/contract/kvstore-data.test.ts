import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parameterChanges } from '@/emulator/world/parameters'
import { codeOf, kvstoreCloud } from './kvstore'

/** Backups and parameters of Alibaba instances, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
let slow: typeof cloud
beforeAll(async () => {
  cloud = await kvstoreCloud()
  slow = await kvstoreCloud({ pace: 'real' })
})
afterAll(async () => {
  await cloud.emulator.stop()
  await slow.emulator.stop()
})

const DAY = 86_400_000
const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`

interface File {
  BackupId: number
  BackupMode: string
  BackupStatus: string
  BackupSize: number
  BackupStartTime: string
  NodeInstanceId: string
}

async function backups(at: typeof cloud, InstanceId: string, extra: object = {}) {
  const now = at.emulator.world.now()
  const answer = await at.ask('DescribeBackups', {
    InstanceId,
    StartTime: minute(now - 8 * DAY),
    EndTime: minute(now + 60_000),
    PageSize: 100,
    ...extra,
  })
  return { files: answer.Backups.Backup as File[], total: answer.TotalCount as number }
}

describe('backups', () => {
  test('an old instance has those that its policy made, and none older than they are kept', async () => {
    const { id } = await cloud.make()
    const { files, total } = await backups(cloud, id)
    const policy = await cloud.ask('DescribeBackupPolicy', { InstanceId: id })
    const days = policy.PreferredBackupPeriod.split(',')
    expect(total).toBe(files.length)
    expect(files.length).toBeGreaterThanOrEqual(days.length === 7 ? 6 : 2)
    const [from] = policy.PreferredBackupTime.split('Z-')
    for (const { BackupStartTime, BackupMode } of files) {
      expect(BackupMode).toBe('Automated')
      const started = new Date(BackupStartTime)
      expect(days).toContain(started.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' }))
      expect(BackupStartTime.slice(11, 13)).toBe(from.slice(0, 2))
    }
    expect(Date.parse(policy.PreferredNextBackupTime)).toBeGreaterThan(cloud.emulator.world.now())
    // A second look shows the same; links say until when they are good.
    const lasting = (all: File[]) =>
      all.map((file) => ({ ...file, BackupDownloadURL: '', BackupIntranetDownloadURL: '' }))
    expect(lasting((await backups(cloud, id)).files)).toEqual(lasting(files))
  })

  test('one that is made can be watched, is listed when it is done, and can be restored', async () => {
    const instance = await slow.make({ usedMemoryMb: 4_096 })
    const InstanceId = instance.id
    const { BackupJobID } = await slow.ask('CreateBackup', { InstanceId })
    const before = (await backups(slow, InstanceId)).files
    expect(before.filter((file) => file.BackupMode === 'Manual')).toEqual([])
    const jobs = async (input: object = {}) =>
      (await slow.ask('DescribeBackupTasks', { InstanceId, ...input })).BackupJobs as Record<string, unknown>[]
    expect(await jobs()).toEqual([expect.objectContaining({ TaskAction: 'TempBackupTask', Process: '0' })])
    expect(await jobs({ JobMode: 'Automated' })).toEqual([])
    expect(await codeOf(slow.ask('CreateBackup', { InstanceId }))).toBe('BackupJobExists')
    slow.emulator.clock.advance(100_000)
    const [half] = await jobs()
    expect(Number(half?.Process)).toBeGreaterThan(10)
    slow.emulator.clock.advance(600_000)
    expect(await jobs()).toEqual([])
    expect(await jobs({ BackupJobId: BackupJobID })).toEqual([
      expect.objectContaining({ BackupProgressStatus: 'Finished', Process: '100' }),
    ])
    const made = (await backups(slow, InstanceId)).files.find((file) => file.BackupMode === 'Manual')
    expect(made).toMatchObject({ BackupStatus: 'Success', NodeInstanceId: InstanceId })
    expect(made?.BackupSize).toBeGreaterThan(1_000_000_000)

    instance.usedMemoryMb = 100
    const status = async () =>
      (await slow.ask('DescribeInstanceAttribute', { InstanceId })).Instances.DBInstanceAttribute[0].InstanceStatus
    await slow.ask('RestoreInstance', { InstanceId, BackupId: String(made?.BackupId) })
    expect(await status()).toBe('BackupRecovering')
    const again = slow.ask('RestoreInstance', { InstanceId, BackupId: String(made?.BackupId) })
    expect(await codeOf(again)).toBe('IncorrectDBInstanceState')
    slow.emulator.clock.advance(1_000_000)
    expect(await status()).toBe('Normal')
    expect(instance.usedMemoryMb).toBe(4_096)
  })

  test('a cluster has a file for each shard, and any of them names the backup', async () => {
    const cluster = await cloud.make({ class: 'redis.logic.sharding.8g.4db.0rodb.4proxy.default' })
    await cloud.ask('CreateBackup', { InstanceId: cluster.id })
    const files = (await backups(cloud, cluster.id)).files.filter((file) => file.BackupMode === 'Manual')
    expect(files.map((file) => file.NodeInstanceId)).toEqual([0, 1, 2, 3].map((n) => `${cluster.id}-db-${n}`))
    await cloud.ask('RestoreInstance', { InstanceId: cluster.id, BackupId: String(files[2]?.BackupId) })
    expect((await backups(cloud, cluster.id, { BackupId: files[1]?.BackupId })).total).toBe(1)
    expect((await backups(cloud, cluster.id, { PageSize: 3, PageNumber: 2 })).files).toHaveLength(3)
    expect(await codeOf(cloud.ask('DescribeBackupTasks', { InstanceId: cluster.id }))).toBe('IncorrectDBInstanceType')
  })

  test('a policy that was set is what makes the next ones', async () => {
    const at = await kvstoreCloud({ now: () => Date.UTC(2026, 2, 4, 12) })
    try {
      const { id: InstanceId } = await at.make()
      await at.ask('ModifyBackupPolicy', {
        InstanceId,
        PreferredBackupPeriod: ['Saturday', 'Sunday'],
        PreferredBackupTime: '02:00Z-03:00Z',
        EnableBackupLog: 1,
      })
      const policy = await at.ask('DescribeBackupPolicy', { InstanceId })
      expect(policy).toMatchObject({
        PreferredBackupPeriod: 'Saturday,Sunday',
        PreferredBackupTime: '02:00Z-03:00Z',
        EnableBackupLog: 1,
        BackupRetentionPeriod: '7',
      })
      expect(policy.PreferredNextBackupTime).toMatch(/^2026-03-07T02:\d\dZ$/)
      const old = (await backups(at, InstanceId)).files.map((file) => file.BackupId)
      at.emulator.clock.advance(5 * DAY)
      const fresh = (await backups(at, InstanceId)).files.filter((file) => !old.includes(file.BackupId))
      expect(fresh.map((file) => file.BackupStartTime.slice(0, 13))).toEqual(['2026-03-08T02', '2026-03-07T02'])
      at.emulator.clock.advance(30 * DAY)
      expect((await backups(at, InstanceId)).files).toHaveLength(2)
    } finally {
      await at.emulator.stop()
    }
  })

  test('too many, unknown and impossible ones are refused', async () => {
    const { id: InstanceId } = await cloud.make()
    for (let n = 0; n < 10; n++) await cloud.ask('CreateBackup', { InstanceId })
    expect(await codeOf(cloud.ask('CreateBackup', { InstanceId }))).toBe('BackupTimesExceeded')
    expect(await codeOf(cloud.ask('RestoreInstance', { InstanceId, BackupId: '1' }))).toBe(
      'InvalidBackupSetID.NotFound',
    )
    const memcached = await cloud.make({ class: 'memcache.master.large.default' })
    expect(await codeOf(cloud.ask('CreateBackup', { InstanceId: memcached.id }))).toBe('IncorrectDBInstanceType')
    expect(await codeOf(cloud.ask('CreateBackup', { InstanceId: 'r-none' }))).toBe('InvalidInstanceId.NotFound')
    const reversed = { InstanceId, StartTime: '2026-03-02T00:00Z', EndTime: '2026-03-01T00:00Z' }
    expect(await codeOf(cloud.ask('DescribeBackups', reversed))).toBe('ZodError')
    const badTime = { InstanceId, PreferredBackupPeriod: ['Monday'], PreferredBackupTime: '25:00Z-26:00Z' }
    expect(await codeOf(cloud.ask('ModifyBackupPolicy', badTime))).toBe('ZodError')
  })
})

describe('parameters', () => {
  interface Parameter {
    ParameterName: string
    ParameterValue: string
    CheckingCode: string
  }
  const running = async (DBInstanceId: string) => {
    const { RunningParameters } = await cloud.ask('DescribeParameters', { DBInstanceId })
    return new Map((RunningParameters.Parameter as Parameter[]).map((p) => [p.ParameterName, p.ParameterValue]))
  }

  test('what was set is told by every call that tells parameters', async () => {
    const { id: InstanceId } = await cloud.make()
    await cloud.ask('ModifyInstanceConfig', {
      InstanceId,
      Config: { EvictionPolicy: 'allkeys-lfu', 'hash-max-ziplist-entries': 256, timeout: '30' },
    })
    const now = await running(InstanceId)
    expect(now.get('maxmemory-policy')).toBe('allkeys-lfu')
    expect(now.get('hash-max-ziplist-entries')).toBe('256')
    expect(now.get('hz')).toBe('10')
    const { Config } = await cloud.ask('DescribeInstanceConfig', { InstanceId })
    expect(JSON.parse(Config)).toMatchObject({
      EvictionPolicy: 'allkeys-lfu',
      'maxmemory-policy': 'allkeys-lfu',
      'hash-max-ziplist-entries': 256,
      timeout: '30',
    })
    const { Instances } = await cloud.ask('DescribeInstanceAttribute', { InstanceId })
    expect(Instances.DBInstanceAttribute[0].Config).toBe(Config)
  })

  test.each<[string, Record<string, string | number>]>([
    ['a parameter that is not there', { 'no-such-thing': 'yes' }],
    ['a value that is none of the choices', { appendonly: 'perhaps' }],
    ['a number below its range', { 'slowlog-log-slower-than': 9_999 }],
    ['a number beyond 2^53', { 'set-max-intset-entries': '99999999999999999' }],
    ['a number that is none', { hz: '10.5' }],
    ['a text that does not match', { 'client-output-buffer-limit pubsub': '1 2' }],
    ['a command that cannot be disabled', { '#no_loose_disabled-commands': 'get' }],
    ['a letter that is no event', { 'notify-keyspace-events': 'Q' }],
    ['a good one beside a bad one', { hz: 20, timeout: -1 }],
  ])('%s is refused, and nothing changes', async (_name, Config) => {
    const instance = await cloud.make()
    const call = cloud.ask('ModifyInstanceConfig', { InstanceId: instance.id, Config })
    expect(await codeOf(call)).toBe('InvalidParameters.Format')
    expect(parameterChanges(instance)).toEqual([])
  })

  test('negative numbers and numbers that just fit are taken', async () => {
    const { id: InstanceId } = await cloud.make()
    const Config = { 'list-max-ziplist-size': -5, 'set-max-intset-entries': '9999999999999999' }
    await cloud.ask('ModifyInstanceConfig', { InstanceId, Config })
    expect((await running(InstanceId)).get('set-max-intset-entries')).toBe('9999999999999999')
  })

  test('every default of every template fits its own rule', async () => {
    for (const EngineVersion of ['2.8', '4.0', '5.0'])
      for (const CharacterType of ['logic', 'normal']) {
        const { Parameters, ParameterCount } = await cloud.ask('DescribeParameterTemplates', {
          CharacterType,
          EngineVersion,
        })
        const records = Parameters.TemplateRecord as Parameter[]
        expect(records).toHaveLength(Number(ParameterCount))
        const { id: InstanceId } = await cloud.make({
          version: EngineVersion,
          ...(CharacterType === 'logic' ? { class: 'redis.logic.sharding.8g.2db.0rodb.4proxy.default' } : {}),
        })
        const Config = Object.fromEntries(records.map((p) => [p.ParameterName, p.ParameterValue]))
        await cloud.ask('ModifyInstanceConfig', { InstanceId, Config })
      }
  })

  test('the template of a cluster of 5.0 has the 24 of the manual’s sample', async () => {
    const { ParameterCount } = await cloud.ask('DescribeParameterTemplates', {
      CharacterType: 'logic',
      EngineVersion: '5.0',
    })
    expect(ParameterCount).toBe('24')
  })

  test('Memcached has none', async () => {
    const { id } = await cloud.make({ class: 'memcache.master.large.default' })
    expect(await codeOf(cloud.ask('DescribeParameters', { DBInstanceId: id }))).toBe('IncorrectDBInstanceType')
    expect((await cloud.ask('DescribeInstanceConfig', { InstanceId: id })).Config).toBe('{}')
  })
})
