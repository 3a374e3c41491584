import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, kvstoreCloud } from './kvstore'

/** Accounts, whitelists, security groups and tags of Alibaba instances, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const PASSWORD = 'Trial-2026'

describe('accounts', () => {
  const accounts = async (InstanceId: string) => {
    const { Accounts } = await cloud.ask('DescribeAccounts', { InstanceId })
    return Accounts.Account as { AccountName: string; AccountDescription: string }[]
  }

  test('an account that was created is listed, changes, and is gone when deleted', async () => {
    const { id: InstanceId } = await cloud.make()
    expect((await accounts(InstanceId)).map((a) => a.AccountName)).toEqual([InstanceId])

    const made = await cloud.ask('CreateAccount', {
      InstanceId,
      AccountName: 'report',
      AccountPassword: PASSWORD,
      AccountPrivilege: 'RoleReadOnly',
      AccountDescription: '报表-只读',
    })
    expect(made).toMatchObject({ AcountName: 'report', InstanceId })
    expect((await accounts(InstanceId))[1]).toMatchObject({
      AccountName: 'report',
      AccountStatus: 'Available',
      AccountDescription: '报表-只读',
      DatabasePrivileges: { DatabasePrivilege: [{ AccountPrivilege: 'RoleReadOnly' }] },
    })

    const one = { InstanceId, AccountName: 'report' }
    await cloud.ask('GrantAccountPrivilege', { ...one, AccountPrivilege: 'RoleReadWrite' })
    await cloud.ask('ModifyAccountDescription', { ...one, AccountDescription: 'reports' })
    const { Accounts } = await cloud.ask('DescribeAccounts', one)
    expect(Accounts.Account).toEqual([
      expect.objectContaining({
        AccountDescription: 'reports',
        DatabasePrivileges: { DatabasePrivilege: [{ AccountPrivilege: 'RoleReadWrite' }] },
      }),
    ])

    await cloud.ask('DeleteAccount', one)
    expect((await accounts(InstanceId)).map((a) => a.AccountName)).toEqual([InstanceId])
    expect(await codeOf(cloud.ask('DeleteAccount', one))).toBe('InvalidAccountName.NotFound')
  })

  test('a password changes for who knows the old one, or by a reset', async () => {
    const { id: InstanceId } = await cloud.make()
    const one = { InstanceId, AccountName: 'app' }
    await cloud.ask('CreateAccount', { ...one, AccountPassword: PASSWORD })
    const change = (OldAccountPassword: string) =>
      cloud.ask('ModifyAccountPassword', { ...one, OldAccountPassword, NewAccountPassword: 'Other-2026' })
    expect(await codeOf(change('Wrong-2026'))).toBe('IncorrectPassword')
    await change(PASSWORD)
    expect(await codeOf(change(PASSWORD))).toBe('IncorrectPassword')
    await cloud.ask('ResetAccountPassword', { ...one, AccountPassword: PASSWORD })
    await change(PASSWORD)
  })

  test('the instance’s own account can be reset and not deleted', async () => {
    const { id } = await cloud.make()
    await cloud.ask('ResetAccountPassword', { InstanceId: id, AccountName: id, AccountPassword: PASSWORD })
    expect(await codeOf(cloud.ask('DeleteAccount', { InstanceId: id, AccountName: id }))).toBe('InvalidParameter')
  })

  test('an account being made cannot be used yet', async () => {
    const slow = await kvstoreCloud({ pace: 'real' })
    try {
      const { id: InstanceId } = await slow.make()
      const one = { InstanceId, AccountName: 'app' }
      await slow.ask('CreateAccount', { ...one, AccountPassword: PASSWORD })
      const status = async () => (await slow.ask('DescribeAccounts', one)).Accounts.Account[0].AccountStatus
      expect(await status()).toBe('Unavailable')
      expect(await codeOf(slow.ask('DeleteAccount', one))).toBe('IncorrectDBInstanceState')
      slow.emulator.clock.advance(600_000)
      expect(await status()).toBe('Available')
    } finally {
      await slow.emulator.stop()
    }
  })

  test('there is room for 18', async () => {
    const { id: InstanceId } = await cloud.make()
    const create = (number: number) =>
      cloud.ask('CreateAccount', { InstanceId, AccountName: `app${number}`, AccountPassword: PASSWORD })
    for (let number = 0; number < 18; number++) await create(number)
    expect(await codeOf(create(18))).toBe('QuotaExceed.Account')
    expect(await codeOf(create(0))).toBe('InvalidAccountName.Duplicate')
  })

  test.each([
    ['an old version', { version: '2.8' }, 'IncorrectDBInstanceType'],
    ['another engine', { class: 'memcache.master.large.default' }, 'IncorrectDBInstanceType'],
    ['an instance at work', { status: 'Changing' }, 'IncorrectDBInstanceState'],
    ['a locked instance', { status: 'Inactive' }, 'IncorrectDBInstanceLockMode'],
  ])('%s is refused', async (_name, wish, code) => {
    const { id: InstanceId } = await cloud.make(wish)
    const call = cloud.ask('CreateAccount', { InstanceId, AccountName: 'app', AccountPassword: PASSWORD })
    expect(await codeOf(call)).toBe(code)
  })

  test.each([
    ['short', 'Ab1!'],
    ['of two kinds', 'abcdefgh1'],
    ['with a blank', 'Abc def-1'],
  ])('a password %s is refused before it is sent', async (_name, AccountPassword) => {
    const call = cloud.ask('CreateAccount', { InstanceId: 'r-x', AccountName: 'app', AccountPassword })
    expect(await codeOf(call)).toBe('ZodError')
  })
})

describe('whitelists', () => {
  const groups = async (InstanceId: string) => {
    const { SecurityIpGroups } = await cloud.ask('DescribeSecurityIps', { InstanceId })
    const list = SecurityIpGroups.SecurityIpGroup as { SecurityIpGroupName: string; SecurityIpList: string }[]
    return Object.fromEntries(list.map((g) => [g.SecurityIpGroupName, g.SecurityIpList]))
  }

  test('a group is replaced, extended and shrunk, and the instance shows it', async () => {
    const { id: InstanceId } = await cloud.make()
    const modify = (ModifyMode: string, SecurityIps: string[], SecurityIpGroupName = 'default') =>
      cloud.ask('ModifySecurityIps', { InstanceId, ModifyMode, SecurityIps, SecurityIpGroupName })
    await modify('Cover', ['10.1.0.0/16', '10.2.0.1'])
    expect((await groups(InstanceId)).default).toBe('10.1.0.0/16,10.2.0.1')
    await modify('Append', ['10.2.0.1', '10.3.0.1'])
    expect((await groups(InstanceId)).default).toBe('10.1.0.0/16,10.2.0.1,10.3.0.1')
    await modify('Cover', ['192.168.1.0/24'], 'office')
    await modify('Delete', ['10.2.0.1'])
    expect(await groups(InstanceId)).toMatchObject({ default: '10.1.0.0/16,10.3.0.1', office: '192.168.1.0/24' })
    const { Instances } = await cloud.ask('DescribeInstanceAttribute', { InstanceId })
    expect(Instances.DBInstanceAttribute[0].SecurityIPList).toContain('10.1.0.0/16,10.3.0.1,')
    expect(Instances.DBInstanceAttribute[0].SecurityIPList).toContain('192.168.1.0/24')

    await modify('Delete', ['192.168.1.0/24'], 'office')
    expect(Object.keys(await groups(InstanceId))).not.toContain('office')
    expect(await codeOf(modify('Delete', ['192.168.1.0/24'], 'office'))).toBe('InvalidSecurityIPGroup.NotFound')
    await modify('Delete', ['10.1.0.0/16', '10.3.0.1'])
    expect((await groups(InstanceId)).default).toBe('127.0.0.1')
  })

  test('what is no address is refused, and so is a group that is too long', async () => {
    const { id: InstanceId } = await cloud.make()
    for (const address of ['10.0.0', '10.0.0.256', '10.0.0.0/33', '10.0.0.0/0', 'example.com'])
      expect(await codeOf(cloud.ask('ModifySecurityIps', { InstanceId, SecurityIps: [address] }))).toBe('ZodError')
    await cloud.ask('ModifySecurityIps', { InstanceId, SecurityIps: ['0.0.0.0/0'] })
    const fill = (SecurityIpGroupName: string, count: number) =>
      cloud.ask('ModifySecurityIps', {
        InstanceId,
        SecurityIpGroupName,
        SecurityIps: Array.from({ length: count }, (_, n) => `10.9.${n >> 8}.${n & 255}`),
      })
    await fill('one', 600)
    await fill('two', 300)
    expect(await codeOf(fill('two', 401))).toBe('QuotaExceed.SecurityIps')
  })

  test('security groups are replaced as a whole', async () => {
    const { id } = await cloud.make()
    const set = (...SecurityGroupId: string[]) =>
      cloud.ask('ModifySecurityGroupConfiguration', { DBInstanceId: id, SecurityGroupId })
    await set('sg-one', 'sg-two')
    await set('sg-three')
    const { Items } = await cloud.ask('DescribeSecurityGroupConfiguration', { InstanceId: id })
    expect(Items.EcsSecurityGroupRelation).toEqual([
      { SecurityGroupId: 'sg-three', RegionId: 'cn-hangzhou', NetType: 'vpc' },
    ])
    expect(await codeOf(set())).toBe('ZodError')
    expect(await codeOf(cloud.ask('DescribeSecurityGroupConfiguration', { InstanceId: 'r-none' }))).toBe(
      'InvalidInstanceId.NotFound',
    )
  })
})

describe('tags', () => {
  const RegionId = 'cn-hangzhou'
  const tagsOf = async (...ResourceId: string[]) => {
    const { TagResources } = await cloud.ask('ListTagResources', { RegionId, ResourceId })
    return TagResources.TagResource.map((t: { TagKey: string; TagValue: string }) => `${t.TagKey}=${t.TagValue}`)
  }

  test('a tag that was added is listed, filters the list of instances, and goes', async () => {
    const [a, b] = await Promise.all([cloud.make({ tags: { team: 'old' } }), cloud.make()])
    await cloud.ask('TagResources', {
      RegionId,
      ResourceId: [a.id, b.id],
      Tag: [
        { Key: 'team', Value: 'trade' },
        { Key: 'env', Value: 'test' },
      ],
    })
    expect(await tagsOf(a.id)).toEqual(['team=trade', 'env=test'])
    const tagged = async () => {
      const { Instances } = await cloud.ask('DescribeInstances', { RegionId, Tag: [{ Key: 'env', Value: 'test' }] })
      return Instances.KVStoreInstance.map((i: { InstanceId: string }) => i.InstanceId).sort()
    }
    expect(await tagged()).toEqual([a.id, b.id].sort())
    const byTag = await cloud.ask('ListTagResources', { RegionId, Tag: [{ Key: 'env' }] })
    expect(byTag.TagResources.TagResource.map((t: { ResourceId: string }) => t.ResourceId).sort()).toEqual(
      [a.id, b.id].sort(),
    )

    await cloud.ask('UntagResources', { RegionId, ResourceId: [a.id], TagKey: ['env'], All: true })
    expect(await tagsOf(a.id)).toEqual(['team=trade'])
    expect(await tagged()).toEqual([b.id])
    await cloud.ask('UntagResources', { RegionId, ResourceId: [b.id], All: true })
    expect(await tagsOf(b.id)).toEqual([])
  })

  test('an instance carries 20 tags, and a call that would pass that changes none', async () => {
    const [a, b] = await Promise.all([cloud.make({ tags: { one: '1' } }), cloud.make()])
    const Tag = Array.from({ length: 20 }, (_, n) => ({ Key: `k${n}`, Value: `${n}` }))
    const add = (...ResourceId: string[]) => cloud.ask('TagResources', { RegionId, ResourceId, Tag })
    expect(await codeOf(add(b.id, a.id))).toBe('QuotaExceed.TagsPerResource')
    expect(await tagsOf(b.id)).toEqual([])
    await add(b.id)
    expect(await tagsOf(b.id)).toHaveLength(20)
    expect(await codeOf(add('r-none'))).toBe('InvalidInstanceId.NotFound')
  })

  test('a long list goes on where its token says', async () => {
    const instances = await Promise.all(Array.from({ length: 12 }, () => cloud.make({ tags: { batch: 'long' } })))
    const Tag = Array.from({ length: 10 }, (_, n) => ({ Key: `p${n}`, Value: 'long' }))
    const ResourceId = instances.map(({ id }) => id)
    await cloud.ask('TagResources', { RegionId, ResourceId, Tag })
    const seen = new Set<string>()
    let NextToken: string | undefined
    let pages = 0
    do {
      const page = await cloud.ask('ListTagResources', { RegionId, ResourceId, NextToken })
      for (const t of page.TagResources.TagResource) seen.add(`${t.ResourceId} ${t.TagKey}`)
      NextToken = page.NextToken
      pages++
    } while (NextToken)
    expect([seen.size, pages]).toEqual([12 * 11, 2])
    expect(await codeOf(cloud.ask('ListTagResources', { RegionId, ResourceId, NextToken: 'x' }))).toBe(
      'InvalidParameter',
    )
  })

  test.each([
    ['ListTagResources', { RegionId }],
    ['UntagResources', { RegionId, ResourceId: ['r-x'] }],
    ['UntagResources', { RegionId, ResourceId: ['r-x'], All: false }],
    ['TagResources', { RegionId, ResourceId: ['r-x'], Tag: [] }],
  ])('%s with %o is refused before it is sent', async (name, input) => {
    expect(await codeOf(cloud.ask(name, input))).toBe('ZodError')
  })
})
