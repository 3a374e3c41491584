import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failureOf, kingsoftStage, REGION } from './kingsoft-stage'
import { control } from './running'

/** Security groups and parameters of Kingsoft Redis, over HTTP with our client. */
let stage: Awaited<ReturnType<typeof kingsoftStage>>
beforeAll(async () => {
  stage = await kingsoftStage()
})
afterAll(() => stage.emulator.stop())
beforeEach(() => control(stage.emulator, 'POST', 'reset'))

const create = async (Name: string, more: object = {}): Promise<string> =>
  (await stage.redis('CreateSecurityGroup', { Name, Description: Name, ...more })).Data.securityGroupId
const cidrs = (count: number, second = 0) =>
  Array.from({ length: count }, (_, at) => `10.${second}.${Math.floor(at / 256)}.${at % 256}/32`)
/** All travel in the address: a few at a time. */
async function addRules(SecurityGroupId: string, all: string[]) {
  for (let from = 0; from < all.length; from += 200)
    await stage.redis('CreateSecurityGroupRule', { SecurityGroupId, Cidrs: all.slice(from, from + 200) })
}

describe('security groups', () => {
  test('a zone of another region has no groups', async () => {
    expect(await failureOf(create('web', { AvailableZone: 'cn-shanghai-2a' }))).toBe('invalid-input InvalidParameter')
  })

  test('a group is created, filled, renamed, copied, found and deleted', async () => {
    const { redis } = stage
    const SecurityGroupId = await create('web')
    await addRules(SecurityGroupId, ['10.111.0.21/32', '10.121.0.21/32', '10.111.0.21/32'])
    await redis('ModifySecurityGroup', { SecurityGroupId, Name: 'front', Description: '前端' })
    const { Data } = await redis('DescribeSecurityGroup', { SecurityGroupId })
    expect(Data).toMatchObject({ name: 'front', description: '前端', resourceNum: 0, total: 2 })
    expect(Data.rules[0]).toMatchObject({ cidr: '10.111.0.21/32', protocol: 'tcp', fromPort: 6379, toPort: 6379 })

    const copy = await redis('CloneSecurityGroup', {
      Name: 'copy',
      Description: 'copy',
      SrcSecurityGroupId: SecurityGroupId,
      AvailableZone: `${REGION}c`,
    })
    const there = { SecurityGroupId: copy.Data.securityGroupId, AvailableZone: `${REGION}c` }
    expect((await redis('DescribeSecurityGroup', there)).Data.total).toBe(2)
    expect(await failureOf(redis('DescribeSecurityGroup', { ...there, AvailableZone: undefined }))).toBe(
      'not-found BusinessError',
    )
    const listed = await redis('DescribeSecurityGroups', { SearchKey: '前端' })
    expect(listed.Data).toMatchObject({ total: 1, list: [{ securityGroupId: SecurityGroupId }] })

    await redis('DeleteSecurityGroupRule', { SecurityGroupId, SecurityGroupRuleId: [Data.rules[0].id] })
    const left = await redis('DescribeSecurityGroup', { SecurityGroupId, SearchKey: '10.1' })
    expect(left.Data.rules.map(({ cidr }: { cidr: string }) => cidr)).toEqual(['10.121.0.21/32'])
    const deleted = await redis('DeleteSecurityGroup', { SecurityGroupId: [SecurityGroupId, 'nobody'] })
    expect(deleted.Data).toEqual([{ securityGroupId: 'nobody', message: expect.any(String) }])
    expect((await redis('DescribeSecurityGroups')).Data.total).toBe(0)
  })

  test('an instance is in the default group until it is bound elsewhere; a group in use stays', async () => {
    const { redis, make, detail } = stage
    const { id: CacheId } = await make()
    const [preset] = (await redis('DescribeSecurityGroups', { CacheId, FilterCache: true })).Data.list
    expect(preset).toMatchObject({ name: 'default', resourceNum: 1 })
    expect((await detail(CacheId)).securityGroupId).toBe(preset.securityGroupId)

    const web = await create('web')
    const bound = (FilterCache: boolean) =>
      redis('DescribeInstances', { SecurityGroupId: web, FilterCache }).then(({ Data }) => Data.total)
    expect([await bound(true), await bound(false)]).toEqual([0, 1])
    const allocate = { CacheId: [CacheId, 'nobody'], SecurityGroupId: [web] }
    expect((await redis('AllocateSecurityGroup', allocate)).Data).toMatchObject([{ cacheId: 'nobody' }])
    expect([await bound(true), await bound(false)]).toEqual([1, 0])
    expect((await redis('DeleteSecurityGroup', { SecurityGroupId: [web] })).Data).toHaveLength(1)

    const leave = { CacheId: [CacheId], SecurityGroupId: preset.securityGroupId }
    expect((await redis('DeallocateSecurityGroup', leave)).Data).toEqual([])
    expect((await redis('DeallocateSecurityGroup', leave)).Data).toHaveLength(1)
    expect((await detail(CacheId)).securityGroupId).toBe(web)
  })

  test('limits: 100 groups, 1,000 rules in a group and over the groups of an instance, 5 groups per instance', async () => {
    const { redis, make } = stage
    const { id } = await make()
    const groups: string[] = []
    for (let made = 0; made < 99; made++) groups.push(await create(`group-${made}`))
    const [a = '', b = '', c = '', d = '', e = ''] = groups
    // The default group is another owner's: it does not count.
    expect(await failureOf(create('one-more'))).toBe('succeeded')
    expect(await failureOf(create('too-many'))).toBe('quota BusinessError')

    await addRules(a, cidrs(999))
    expect(await failureOf(addRules(a, cidrs(2, 1)))).toBe('quota BusinessError')
    expect(await failureOf(addRules(a, cidrs(1, 1)))).toBe('succeeded')

    const allocate = async (...SecurityGroupId: string[]) =>
      (await redis('AllocateSecurityGroup', { CacheId: [id], SecurityGroupId })).Data
    expect(await allocate(a)).toMatchObject([{ message: expect.stringContaining('1000') }])
    expect(await allocate(b, c, d, e)).toEqual([])
    expect(await allocate(groups[5] ?? '')).toMatchObject([{ message: expect.stringContaining('5') }])
  })
})

describe('parameters', () => {
  interface Parameter {
    name: string
    currentValue: string
    defaultValue: string
    validity: { type: string; value: unknown; values?: unknown; min: unknown }
  }
  const pair = (ParameterName: string, ParameterValue: string) => ({ ParameterName, ParameterValue })
  const parameters = async (CacheId: string): Promise<Parameter[]> =>
    (await stage.redis('DescribeCacheParameters', { CacheId })).Data
  const valueOf = async (CacheId: string, name: string) =>
    (await parameters(CacheId)).find((one) => one.name === name)?.currentValue

  test('what is set is read again, a wrong value changes nothing, a reset takes all back', async () => {
    const { redis, make } = stage
    const { id: CacheId } = await make()
    const set = (...Parameters: object[]) =>
      failureOf(redis('SetCacheParameters', { CacheId, Protocol: '4.0', Parameters }))
    expect(await set(pair('notify-keyspace-events', 'K E*$~/金山'))).toBe('invalid-input InvalidParameter')
    expect(await set(pair('notify-keyspace-events', 'KEg$'), pair('timeout', '86400'))).toBe('succeeded')
    expect(await valueOf(CacheId, 'notify-keyspace-events')).toBe('KEg$')
    for (const [name, value] of [
      ['timeout', '86401'],
      ['timeout', '1e3'],
      ['maxmemory-policy', 'volatile'],
      ['hash-max-ziplist-entries', '9007199254740991'],
      ['list-max-ziplist-entries', '1'],
    ] as const)
      expect(await set(pair('hz', '50'), pair(name, value)), `${name}=${value}`).toBe('invalid-input InvalidParameter')
    expect(await valueOf(CacheId, 'hz')).toBe('10')
    expect(await set(pair('list-max-ziplist-size', '-2147483648'))).toBe('succeeded')

    await redis('SetCacheParameters', { CacheId, Protocol: '4.0', ResetAllParameters: 'true' })
    expect((await parameters(CacheId)).every((one) => one.currentValue === one.defaultValue)).toBe(true)
    const other = { CacheId, Protocol: '5.0', Parameters: [pair('hz', '5')] }
    expect(await failureOf(redis('SetCacheParameters', other))).toBe('invalid-input BusinessError')
  })

  test('a group is made, changed, listed, applied to instances of its version, and deleted', async () => {
    const { redis, make } = stage
    const made = await redis('CreateCacheParameterGroup', {
      Name: '低延迟',
      ParamVersion: '4.0',
      Parameters: [pair('maxmemory-policy', 'allkeys-lfu'), pair('timeout', '0')],
    })
    const CacheParameterGroupId = made.Data.id
    await redis('ModifyCacheParameterGroup', {
      CacheParameterGroupId,
      Description: 'for feeds',
      ParamVersion: '4.0',
      Parameters: [pair('timeout', '30')],
    })
    const { Data } = await redis('DescribeCacheParameterGroups', { ParamVersion: '4.0' })
    expect(Data).toMatchObject({ total: 1, list: [{ name: '低延迟', description: 'for feeds', paramVersion: '4.0' }] })

    const { id: CacheId } = await make()
    await redis('SetCacheParameterGroup', { CacheParameterGroupId, CacheId })
    expect(await valueOf(CacheId, 'timeout')).toBe('30')
    expect(await valueOf(CacheId, 'maxmemory-policy')).toBe('allkeys-lfu')
    const old = { CacheParameterGroupId, CacheId: (await make({ version: '2.8' })).id }
    expect(await failureOf(redis('SetCacheParameterGroup', old))).toBe('invalid-input BusinessError')

    await redis('DeleteCacheParameterGroup', { CacheParameterGroupId })
    const gone = redis('DescribeCacheParameterGroup', { CacheParameterGroupId })
    expect(await failureOf(gone)).toBe('not-found BusinessError')
    expect(await valueOf(CacheId, 'timeout')).toBe('30')
  })

  test('what is allowed comes in the three shapes of the manual', async () => {
    const { redis, make } = stage
    const validity = (list: Parameter[], name: string) => list.find((one) => one.name === name)?.validity
    const old = await parameters((await make({ version: '2.8' })).id)
    const recent = await parameters((await make()).id)
    const preset: Parameter[] = (await redis('DescribeCacheDefaultParameters')).Data
    const policy = 'maxmemory-policy'
    expect(validity(preset, policy)).toMatchObject({ value: expect.arrayContaining(['noeviction']), min: null })
    expect(validity(old, policy)).toMatchObject({ value: null, values: expect.any(Array), min: null })
    expect(validity(recent, policy)).toMatchObject({
      value: '',
      values: expect.arrayContaining(['allkeys-lfu']),
      min: '',
    })
    expect(validity(recent, 'slowlog-log-slower-than')).toMatchObject({ value: '单位 μs', values: [], min: '10000' })
    expect(validity(old, 'hash-max-ziplist-value')).toMatchObject({ values: null, max: '9007199254740990' })
  })
})
