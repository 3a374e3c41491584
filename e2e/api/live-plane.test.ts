import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedis, makeLive, once, type Place, placesOf, STILL } from '@/e2e/contract/live-stage'
import { control } from '@/e2e/contract/running'
import { addAccount } from '@/lib/accounts/testing'
import { inventorySource } from '@/lib/inventory/sync-job'
import { InstanceBackups } from '@/lib/model/backup'
import { Change } from '@/lib/model/change'
import { refOf } from '@/lib/model/instance'
import { OperationAnswer } from '@/lib/model/operation'
import { workThrough } from './change-stage'
import { apiRoutes, person, type Sent, send } from './in-process'
import { drain, type Stage, stage } from './stage'

/** From the console's API to a real Redis server: what an operator sets is what applications get. */
describe.skipIf(!hasRedis)('through the explorer', () => {
  const KEY = { accessKeyId: 'LTAI5tLivePlane001', accessKeySecret: 'live-plane-secret' }
  let on: Stage
  let place: Place
  let call: (action: string, input: object, confirm?: string) => Promise<OperationAnswer>
  beforeAll(async () => {
    on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret }, { ...STILL, profile: 'empty' })
    const { body: made } = await control(on.emulator, 'POST', 'instances', {
      service: 'alibaba-kvstore',
      region: 'cn-hangzhou',
      owner: 'tester',
      name: 'trial',
      class: 'redis.master.large.default',
    })
    place = await makeLive(on.emulator, made.id)
    const accountId = (await addAccount(KEY)).id
    const { cookie } = await person('operator')
    const route = (await apiRoutes()).find(({ path }) => path === '/api/operations/[service]/[action]')
    if (!route) throw new Error('no such route')
    call = async (action, input, confirm) => {
      const body = { accountId, region: 'cn-hangzhou', input: { InstanceId: place.instance, ...input }, confirm }
      const response = await send(route, 'POST', { values: { service: 'alibaba-kvstore', action }, body, cookie })
      if (response.status !== 200) throw new Error(await response.text())
      return OperationAnswer.parse(await response.json())
    }
  })
  afterAll(() => on.end())

  test('a parameter that was set is what a Redis client reads', async () => {
    await call('ModifyInstanceConfig', { Config: { 'maxmemory-policy': 'allkeys-lru' } }, place.instance)
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory-policy'])).toEqual(['maxmemory-policy', 'allkeys-lru'])
    const { data } = await call('DescribeInstanceConfig', {})
    expect(JSON.stringify(data)).toContain('allkeys-lru')
  })

  test('a flush empties the server', async () => {
    await once(place, ['MSET', 'a', '1', 'b', '2'])
    await call('FlushInstance', {}, place.instance)
    expect(await once(place, ['DBSIZE'])).toBe(0)
  })
})

/** A backup holds what was there when it was made, and a restore brings back that and nothing that came later. */
describe.skipIf(!hasRedis)('through a change', () => {
  const KEY = { accessKeyId: 'LTAI5tLivePlane002', accessKeySecret: 'live-plane-secret' }
  const PEOPLE = { operator: '' }
  let on: Stage
  let place: Place
  let ref: string
  let route: (method: 'GET' | 'POST', path: string, sent?: Sent) => Promise<unknown>
  beforeAll(async () => {
    on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret }, { ...STILL, profile: 'empty' })
    const { body: made } = await control(on.emulator, 'POST', 'instances', {
      service: 'alibaba-kvstore',
      region: 'cn-hangzhou',
      owner: 'tester',
      name: 'trial',
      class: 'redis.master.large.default',
    })
    place = await makeLive(on.emulator, made.id)
    const account = await addAccount({ ...KEY, regions: ['cn-hangzhou'] })
    await drain(inventorySource)
    ref = refOf({ service: 'alibaba-kvstore', accountId: account.id, region: 'cn-hangzhou', id: place.instance })
    PEOPLE.operator = (await person('operator')).cookie
    const routes = await apiRoutes()
    route = async (method, path, sent = {}) => {
      const found = routes.find((one) => one.path === path)
      if (!found) throw new Error(`no route ${path}`)
      const response = await send(found, method, { ...sent, cookie: PEOPLE.operator })
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    }
  })
  afterAll(() => on.end())

  /** Plans, confirms and sends, as a person and a worker do; resolves to how it ended. */
  async function change(action: string, params: object) {
    const planned = Change.parse(await route('POST', '/api/changes', { body: { ref, action, params } }))
    const body = { typed: place.instance, acceptsCost: true }
    await route('POST', '/api/changes/[id]/confirm', { values: { id: planned.id }, body })
    await workThrough(planned.id)
    return Change.parse(await route('GET', '/api/changes/[id]', { values: { id: planned.id } }))
  }

  test('what is written after a backup is gone after its restore, and what was there before is back', async () => {
    await once(place, ['MSET', 'a', '1', 'b', '2', 'c', '3'])
    expect((await change('backup', {})).state).toBe('done')
    await once(place, ['MSET', 'd', '4', 'e', '5'])
    await once(place, ['DEL', 'a'])
    expect(await once(place, ['DBSIZE'])).toBe(4)

    const { sets } = InstanceBackups.parse(await route('GET', '/api/instances/[ref]/backups', { values: { ref } }))
    const set = sets?.find(({ type, status }) => type === 'manual' && status === 'done')
    const restored = await change('restore', { backup: set?.id })
    expect(restored.state).toBe('done')
    expect(restored.plan.consequences.map(({ id }) => id)).toContain('data-overwritten')
    const now = (await placesOf(on.emulator)).find(({ instance }) => instance === place.instance) ?? place
    expect(await once(now, ['DBSIZE'])).toBe(3)
    expect(await once(now, ['MGET', 'a', 'd'])).toEqual(['1', null])
  })
})
