import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kvstoreCloud } from './kvstore'
import { hasRedis, makeLive, once, type Place, placesOf, redisOf, STILL } from './live-stage'

/** Alibaba instances with a real server behind them: through the console's client, and with a Redis client beside it. */
describe.skipIf(!hasRedis)('a live Alibaba instance', () => {
  let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
  let place: Place
  let InstanceId: string
  let redis: Awaited<ReturnType<typeof redisOf>>
  beforeAll(async () => {
    cloud = await kvstoreCloud(STILL)
  })
  afterAll(() => cloud.emulator.stop())

  /** Each test has an instance of its own. */
  async function live(wish: Parameters<typeof cloud.make>[0] = {}) {
    InstanceId = (await cloud.make(wish)).id
    place = await makeLive(cloud.emulator, InstanceId)
    redis = await redisOf(place)
    return { [Symbol.dispose]: () => redis.destroy() }
  }
  const DAY = 86_400_000
  const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
  const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
  const value = async (name: string) => (await redis.configGet(name))[name]
  const fill = (from: number, to: number) =>
    Promise.all(Array.from({ length: to - from }, (_, n) => redis.set(`key:${from + n}`, 'value')))
  const parameters = async () => {
    const { RunningParameters } = await cloud.ask('DescribeParameters', { DBInstanceId: InstanceId })
    return new Map<string, string>(
      RunningParameters.Parameter.map((one: Record<string, string>) => [one.ParameterName, one.ParameterValue]),
    )
  }
  const metric = async (group: string, name = group): Promise<number> => {
    const now = cloud.emulator.world.now()
    const answer = await cloud.ask('DescribeHistoryMonitorValues', {
      InstanceId,
      StartTime: second(now - 60_000),
      EndTime: second(now),
      IntervalForHistory: '01m',
      MonitorKeys: group,
    })
    const last = Object.values<Record<string, string>>(JSON.parse(answer.MonitorHistory)).at(-1)
    // The vendor leaves zeros out.
    return Number(last?.[name] ?? 0)
  }

  test('starts with the defaults of the cloud, and takes parameters at once', async () => {
    using _ = await live()
    expect(await value('maxmemory-policy')).toBe('volatile-lru')
    expect(await value('slowlog-log-slower-than')).toBe('20000')
    await cloud.ask('ModifyInstanceConfig', {
      InstanceId,
      Config: { EvictionPolicy: 'allkeys-lfu', 'client-output-buffer-limit pubsub': '1048576 524288 30' },
    })
    expect(await value('maxmemory-policy')).toBe('allkeys-lfu')
    expect(await value('client-output-buffer-limit')).toContain('pubsub 1048576 524288 30')
    expect((await parameters()).get('client-output-buffer-limit pubsub')).toBe('1048576 524288 30')
  })

  test('tells the parameters that the server itself says', async () => {
    using _ = await live()
    const told = await parameters()
    const [hz] = Object.values(await redis.configGet('hz'))
    expect(told.get('hz')).toBe(hz)
    // What the server does not know stays what the cloud remembers.
    expect(told.get('#no_loose_check-whitelist-always')).toBe('no')
  })

  test('lists a slow command that a client ran', async () => {
    using _ = await live()
    const script = `local t = redis.call('TIME') repeat local n = redis.call('TIME')
      until (n[1] - t[1]) * 1000000 + n[2] - t[2] > 30000 return 'done'`
    expect(await redis.eval(script, { arguments: ['mark-of-the-test'] })).toBe('done')
    const now = cloud.emulator.world.now()
    const { Items } = await cloud.ask('DescribeSlowLogRecords', {
      InstanceId,
      StartTime: minute(now - 3_600_000),
      EndTime: minute(now),
      QueryKeyword: 'mark-of-the-test',
    })
    expect(Items.LogRecords).toEqual([
      expect.objectContaining({ IPAddress: '127.0.0.1', Command: expect.stringMatching(/^eval /i) }),
    ])
    expect(Items.LogRecords[0].ElapsedTime).toBeGreaterThanOrEqual(30)
  })

  test('is backed up into a file, flushed, and restored from it', async () => {
    using _ = await live()
    await fill(0, 300)
    await cloud.ask('CreateBackup', { InstanceId })
    await fill(300, 350)
    expect(await redis.dbSize()).toBe(350)
    await cloud.ask('FlushInstance', { InstanceId })
    expect(await redis.dbSize()).toBe(0)
    expect(await metric('Redis_Basic_Monitor', 'Keys')).toBe(0)

    const now = cloud.emulator.world.now()
    const { Backups } = await cloud.ask('DescribeBackups', {
      InstanceId,
      StartTime: minute(now - DAY),
      EndTime: minute(now + 60_000),
    })
    const made = Backups.Backup.find((one: { BackupMode: string }) => one.BackupMode === 'Manual')
    const file = Buffer.from(await (await fetch(made.BackupDownloadURL)).arrayBuffer())
    expect(file.subarray(0, 5).toString()).toBe('REDIS')
    expect(file.length).toBe(made.BackupSize)

    await cloud.ask('RestoreInstance', { InstanceId, BackupId: String(made.BackupId) })
    expect(await once(place, ['DBSIZE'])).toBe(300)
    expect(await once(place, ['GET', 'key:299'])).toBe('value')
  })

  test('measures what is in it', async () => {
    using _ = await live()
    await fill(0, 123)
    expect(await metric('Redis_Basic_Monitor', 'Keys')).toBe(123)
    const before = await metric('UsedMemory', 'UsedMemory')
    await redis.set('large', 'x'.repeat(1_000_000))
    expect(await metric('UsedMemory', 'UsedMemory')).toBeGreaterThan(before)
  })

  test('maps accounts to users: password, rights, and the end', async () => {
    using _ = await live()
    const AccountName = 'reader'
    const user = { name: AccountName, password: 'Reader-Pass-1' }
    await cloud.ask('CreateAccount', {
      InstanceId,
      AccountName,
      AccountPassword: user.password,
      AccountPrivilege: 'RoleReadOnly',
    })
    await redis.set('greeting', 'hello')
    expect(await once(place, ['GET', 'greeting'], user)).toBe('hello')
    expect(await once(place, ['SET', 'greeting', 'bye'], user)).toContain('NOPERM')
    await cloud.ask('GrantAccountPrivilege', { InstanceId, AccountName, AccountPrivilege: 'RoleReadWrite' })
    expect(await once(place, ['SET', 'greeting', 'bye'], user)).toBe('OK')
    expect(await once(place, ['SHUTDOWN', 'NOSAVE'], user)).toContain('NOPERM')
    await cloud.ask('ResetAccountPassword', { InstanceId, AccountName, AccountPassword: 'Reader-Pass-2' })
    expect(await once(place, ['PING'], user)).toContain('WRONGPASS')
    expect(await once(place, ['PING'], { ...user, password: 'Reader-Pass-2' })).toBe('PONG')
    await cloud.ask('DeleteAccount', { InstanceId, AccountName })
    expect(await once(place, ['PING'], { ...user, password: 'Reader-Pass-2' })).toContain('WRONGPASS')
  })

  test('takes a new password of its own, with and without its name', async () => {
    using _ = await live()
    await cloud.ask('ModifyInstanceAttribute', { InstanceId, NewPassword: 'Fresh-Pass-1' })
    expect(await once(place, ['PING'])).toContain('WRONGPASS')
    expect(await once(place, ['PING'], { password: 'Fresh-Pass-1' })).toBe('PONG')
    expect(await once(place, ['PING'], { name: InstanceId, password: 'Fresh-Pass-1' })).toBe('PONG')
    expect((await placesOf(cloud.emulator)).find(({ instance }) => instance === InstanceId)?.password).toBe(
      'Fresh-Pass-1',
    )
  })

  test('forbids disabled commands', async () => {
    using _ = await live()
    expect(await once(place, ['KEYS', '*'])).toEqual([])
    await cloud.ask('ModifyInstanceConfig', { InstanceId, Config: { '#no_loose_disabled-commands': 'keys,flushall' } })
    expect(await once(place, ['KEYS', '*'])).toContain('NOPERM')
    await cloud.ask('ModifyInstanceConfig', { InstanceId, Config: { '#no_loose_disabled-commands': '' } })
    expect(await once(place, ['KEYS', '*'])).toEqual([])
  })

  test('restarts with its data, its parameters and its users, and says so in its log', async () => {
    using _ = await live()
    await fill(0, 40)
    await cloud.ask('ModifyInstanceConfig', { InstanceId, Config: { 'maxmemory-policy': 'noeviction' } })
    const run = async () => /run_id:(\w+)/.exec(String(await once(place, ['INFO', 'server'])))?.[1]
    const before = await run()
    await cloud.ask('RestartInstance', { InstanceId, EffectiveTime: 'Immediately' })
    expect(await run()).not.toBe(before)
    expect(await once(place, ['DBSIZE'])).toBe(40)
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory-policy'])).toEqual(['maxmemory-policy', 'noeviction'])
    const now = cloud.emulator.world.now()
    const { Items } = await cloud.ask('DescribeRunningLogRecords', {
      InstanceId,
      DBName: '0',
      StartTime: minute(now - 60_000),
      EndTime: minute(now),
      PageSize: 100,
      QueryKeyword: 'Ready to accept connections',
    })
    expect(Items.LogRecords.length).toBeGreaterThanOrEqual(2)
  })

  test('gets memory by its size', async () => {
    using _ = await live({ class: 'redis.master.stand.default' })
    const before = Number(await value('maxmemory'))
    const small = cloud.emulator.world.find('alibaba-kvstore', InstanceId, undefined)?.memoryMb ?? 0
    await cloud.ask('ModifyInstanceSpec', { InstanceId, InstanceClass: 'redis.master.large.default' })
    const large = cloud.emulator.world.find('alibaba-kvstore', InstanceId, undefined)?.memoryMb ?? 0
    expect(large).toBeGreaterThan(small)
    expect(Number(await value('maxmemory')) - before).toBe(((large - small) * 1_048_576) / 512)
  })

  test('ends with its instance', async () => {
    using _ = await live()
    const instance = cloud.emulator.world.find('alibaba-kvstore', InstanceId, undefined)
    Object.assign(instance ?? {}, { releaseProtection: false })
    await cloud.ask('DeleteInstance', { InstanceId })
    expect((await placesOf(cloud.emulator)).some((one) => one.instance === InstanceId)).toBe(false)
    expect(await once(place, ['PING'])).toContain('ECONNREFUSED')
  })

  test('cannot be one with several data nodes', async () => {
    const { id } = await cloud.make({ class: 'redis.logic.sharding.8g.4db.0rodb.4proxy.default' })
    await expect(makeLive(cloud.emulator, id)).rejects.toThrow('one data node')
  })
})
