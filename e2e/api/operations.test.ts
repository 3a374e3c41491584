import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CacheInstance } from '@/emulator/world/instance'
import { addAccount } from '@/lib/accounts/testing'
import { db } from '@/lib/db/client'
import { accounts, audit, explorerCalls, inventory } from '@/lib/db/schema'
import type { Role } from '@/lib/model/access'
import { OperationAnswer, OperationPreview } from '@/lib/model/operation'
import { OperationHistory } from '@/lib/model/operation-history'
import { Problem } from '@/lib/model/problem'
import { inventoryRow } from './facts'
import { type ApiRoute, apiRoutes, person, send } from './in-process'
import { type Stage, stage } from './stage'

const KEY = { accessKeyId: 'LTAI5tExplorer0042', accessKeySecret: 'explorer-secret' }
const PASSWORD = 'Planted-Password-1'

let on: Stage
let routes: ApiRoute[]
let accountId: string
const people = {} as Record<Role, Awaited<ReturnType<typeof person>>> // filled before the first test
beforeAll(async () => {
  on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret })
  routes = await apiRoutes()
  for (const role of ['viewer', 'operator', 'admin'] as const) people[role] = await person(role)
})
afterAll(() => on.end())
beforeEach(async () => {
  await db().delete(accounts)
  on.emulator.gateway.journal.clear()
  accountId = (await addAccount(KEY)).id
})

const post = (path: string, as: Role, service: string, action: string, body: object) => {
  const route = routes.find((one) => one.path === path)
  if (!route) throw new Error(`no ${path}`)
  return send(route, 'POST', { values: { service, action }, body, cookie: people[as].cookie })
}
const PATH = '/api/operations/[service]/[action]'
const draft = (input: object, more: object = {}) => ({ accountId, region: 'cn-hangzhou', input, ...more })
const call = (as: Role, action: string, input: object, more?: object) =>
  post(PATH, as, 'alibaba-kvstore', action, draft(input, more))
const preview = async (action: string, input: object, service = 'alibaba-kvstore', region = 'cn-hangzhou') => {
  const response = await post(`${PATH}/preview`, 'viewer', service, action, { accountId, region, input })
  expect(response.status).toBe(200)
  return OperationPreview.parse(await response.json())
}
const problemOf = async (response: Response) => Problem.parse((await response.json()).error)
const answerOf = async (response: Response) => OperationAnswer.parse(await response.json())
const lastAudit = async () => (await db().select().from(audit).orderBy(desc(audit.seq)).limit(1))[0]
const sent = () => on.emulator.gateway.journal.entries()
const isAtWork = ({ service, region, status }: CacheInstance) =>
  service === 'alibaba-kvstore' && region === 'cn-hangzhou' && status === 'Normal'
const anInstance = () => {
  const instance = on.emulator.world.all().find(isAtWork)
  if (!instance) throw new Error('the demo has no instance there')
  return instance.id
}

describe('a read', () => {
  test('is for viewers, and comes with status, time and the request id of the cloud', async () => {
    const answer = await answerOf(await call('viewer', 'DescribeInstances', { RegionId: 'cn-hangzhou' }))
    expect(answer).toMatchObject({ status: 200, masked: false, requestId: expect.any(String) })
    expect(answer.data).toMatchObject({ TotalCount: expect.any(Number) })
    expect(sent()).toHaveLength(1)
  })

  test('with a wrong input names the field and sends nothing', async () => {
    const problem = await problemOf(
      await call('viewer', 'DescribeInstances', { RegionId: 'cn-hangzhou', PageSize: 51 }),
    )
    expect(problem).toMatchObject({ code: 'bad-input', fields: { PageSize: { code: 'out-of-range' } } })
    expect(sent()).toEqual([])
  })

  test('that the cloud refuses comes back in its own words', async () => {
    const problem = await problemOf(await call('viewer', 'DescribeInstanceAttribute', { InstanceId: 'r-nowhere' }))
    expect(problem).toMatchObject({ code: 'provider-failed', provider: { code: 'InvalidInstanceId.NotFound' } })
  })

  test('of an operation that no table has is not found', async () => {
    expect((await call('admin', 'DropEverything', {})).status).toBe(404)
    expect((await call('admin', 'toString', {})).status).toBe(404)
  })
})

describe('a write', () => {
  test('is refused to viewers, on record, and nothing is sent', async () => {
    const response = await call('viewer', 'CreateAccount', { InstanceId: anInstance(), AccountName: 'app' })
    expect(await problemOf(response)).toMatchObject({ code: 'forbidden-role', params: { needed: 'operator' } })
    expect(await lastAudit()).toMatchObject({ outcome: 'denied', action: 'operation:alibaba-kvstore/CreateAccount' })
    expect(sent()).toEqual([])
  })

  test('leaves its password in no record, no history and no answer', async () => {
    const input = { InstanceId: anInstance(), AccountName: `app${Date.now() % 100_000}`, AccountPassword: PASSWORD }
    const response = await call('operator', 'CreateAccount', input)
    expect(response.status).toBe(200)
    const kept = [
      await response.text(),
      JSON.stringify(await db().select().from(audit)),
      JSON.stringify(await db().select().from(explorerCalls)),
    ]
    expect(kept.filter((text) => text.includes(PASSWORD))).toEqual([])
    expect(kept[2]).toContain(input.AccountName)
  })
})

describe('a destructive one', () => {
  const remove = (as: Role, confirm?: string) =>
    call(
      as,
      'DeleteAccount',
      { InstanceId: anInstance(), AccountName: 'nobody' },
      confirm === undefined ? {} : { confirm },
    )

  test.each([
    ['nothing', undefined, 'required'],
    ['something else', 'r-else', 'not-the-target'],
    ['the account instead of the instance', 'nobody', 'not-the-target'],
  ])('with %s typed is not sent', async (_, confirm, code) => {
    const problem = await problemOf(await remove('operator', confirm))
    expect(problem).toMatchObject({ code: 'bad-input', fields: { confirm: { code } } })
    expect(sent()).toEqual([])
  })

  test('is sent when the id was typed, or the name by which the inventory knows it', async () => {
    const id = anInstance()
    await remove('operator', id)
    expect(sent()).toHaveLength(1)
    const row = inventoryRow(accountId, 'cn-hangzhou')
    await db()
      .insert(inventory)
      .values({ ...row, service: 'alibaba-kvstore', instanceId: id, name: 'orders-cache' })
    await remove('operator', 'orders-cache')
    expect(sent()).toHaveLength(2)
  })

  test('tells a viewer that the role is missing, not what to type', async () => {
    expect(await problemOf(await remove('viewer'))).toMatchObject({ code: 'forbidden-role' })
  })
})

describe('what will be sent', () => {
  const CASES = [
    [
      'alibaba',
      'alibaba-rpc',
      'alibaba-kvstore',
      'DescribeInstances',
      'cn-hangzhou',
      { RegionId: 'cn-hangzhou', Tag: [{ Key: 'team', Value: 'a b&c' }] },
    ],
    [
      'alibaba',
      'alibaba-acs3',
      'alibaba-kvstore',
      'DescribeInstances',
      'cn-hangzhou',
      { RegionId: 'cn-hangzhou', SearchKey: '缓存' },
    ],
    [
      'jdcloud',
      'jdcloud2',
      'jdcloud-redis',
      'describeCacheInstances',
      'cn-north-1',
      { regionId: 'cn-north-1', pageSize: 20 },
    ],
    [
      'kingsoft',
      'kingsoft-query',
      'kingsoft-redis',
      'DescribeCacheClusters',
      'cn-beijing-6',
      { AvailableZone: 'cn-beijing-6a' },
    ],
    ['kingsoft', 'kingsoft-aws4', 'kingsoft-memcached', 'DescribeCacheClusters', 'cn-beijing-6', {}],
  ] as const

  test.each(CASES)(
    '%s by %s is what the cloud then receives',
    async (provider, scheme, service, action, region, input) => {
      accountId = (await addAccount({ ...KEY, provider, scheme, services: [service], regions: [region] })).id
      const shown = await preview(action, input, service, region)
      await post(PATH, 'viewer', service, action, { accountId, region, input })
      const [received] = sent()
      if (!received) throw new Error('nothing was received')
      const params = [...shown.query, ...shown.form].filter(({ value }) => value !== null && !value.includes('••••'))
      expect(params.some(({ own }) => own) || Object.keys(input).length === 0).toBe(true)
      for (const { name, value } of params) expect([name, String(received.params[name])]).toEqual([name, value])
      for (const { name, value } of shown.headers) {
        if (value !== null && name !== 'content-length') expect([name, received.headers[name]]).toEqual([name, value])
      }
      expect(received.method).toBe(shown.method)
      expect(new URL(shown.url).host).toBe(received.host)
      expect(received.path.split('?')[0]).toBe(new URL(shown.url).pathname)
      // What the preview says is made when sending is all that the cloud got beyond it.
      const names = new Set([...shown.query, ...shown.form].map(({ name }) => name))
      const more = Object.keys(received.params).filter((name) => !names.has(name) && !(name in input))
      expect(more).toEqual([])
    },
  )

  test('has secrets, key and signature blanked in every form', async () => {
    const input = { InstanceId: 'r-1', AccountName: 'app', AccountPassword: PASSWORD }
    const shown = await preview('CreateAccount', input)
    const text = JSON.stringify(shown)
    expect(text).not.toContain(PASSWORD)
    expect(text).not.toContain(KEY.accessKeyId)
    expect(shown.form.find(({ name }) => name === 'AccountPassword')?.value).toBe('******')
    expect(shown.form.find(({ name }) => name === 'Signature')?.value).toBeNull()
    expect(shown.form.find(({ name }) => name === 'Timestamp')?.value).toBeNull()
    expect(shown.form.find(({ name }) => name === 'AccessKeyId')?.value).toBe('••••0042')
    expect(shown.cli?.text).toContain("--AccountPassword '******'")
    expect(sent()).toEqual([])
  })

  test('shows the defaults that will be sent', async () => {
    const shown = await preview('DescribeInstances', { RegionId: 'cn-hangzhou' })
    expect(shown.query.find(({ name }) => name === 'PageSize')).toEqual({ name: 'PageSize', value: '10', own: true })
  })
})

describe('customer data', () => {
  test('a viewer may not ask to see it', async () => {
    const response = await call('viewer', 'DescribeInstances', { RegionId: 'cn-hangzhou' }, { reveal: true })
    expect(response.status).toBe(403)
    expect(await lastAudit()).toMatchObject({ outcome: 'denied', action: 'reveal:alibaba-kvstore/DescribeInstances' })
  })

  test('an operator may, and it is on record before it is shown', async () => {
    const response = await call('operator', 'DescribeInstances', { RegionId: 'cn-hangzhou' }, { reveal: true })
    expect(response.status).toBe(200)
    expect(await lastAudit()).toMatchObject({
      outcome: 'succeeded',
      action: 'reveal:alibaba-kvstore/DescribeInstances',
    })
  })
})

describe('the history', () => {
  const history = async (as: Role) => {
    const route = routes.find(({ path }) => path === '/api/operations/history')
    if (!route) throw new Error('no history')
    return OperationHistory.parse(await (await send(route, 'GET', { cookie: people[as].cookie })).json()).items
  }

  test("holds one's own calls and how each ended, and nobody else's", async () => {
    await db().delete(explorerCalls)
    await call('viewer', 'DescribeInstances', { RegionId: 'cn-hangzhou' })
    await call('viewer', 'DescribeInstanceAttribute', { InstanceId: 'r-nowhere' })
    await call('viewer', 'DeleteAccount', { InstanceId: 'r-1', AccountName: 'a' })
    expect(await history('viewer')).toMatchObject([
      { operation: 'DeleteAccount', outcome: 'refused', code: 'forbidden-role' },
      { operation: 'DescribeInstanceAttribute', outcome: 'failed', code: 'InvalidInstanceId.NotFound' },
      { operation: 'DescribeInstances', outcome: 'succeeded', input: { RegionId: 'cn-hangzhou' } },
    ])
    expect(await history('operator')).toEqual([])
  })

  test('is cut to the newest 500', async () => {
    await db().delete(explorerCalls)
    const old = (i: number) => ({
      id: `old-${i}`,
      userId: people.viewer.id,
      at: new Date(Date.now() - 60_000 - i),
      service: 'alibaba-kvstore',
      operation: 'DescribeRegions',
      accountId,
      region: 'cn-hangzhou',
      input: {},
      outcome: 'succeeded' as const,
      latencyMs: 1,
    })
    await db()
      .insert(explorerCalls)
      .values(Array.from({ length: 505 }, (_, i) => old(i)))
    await call('viewer', 'DescribeInstances', { RegionId: 'cn-hangzhou' })
    const kept = await db()
      .select({ id: explorerCalls.id })
      .from(explorerCalls)
      .where(eq(explorerCalls.userId, people.viewer.id))
    expect(kept).toHaveLength(500)
    expect(kept.some(({ id }) => id === 'old-504')).toBe(false)
  })
})
