import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedis, makeLive, once, type Place, STILL } from '@/e2e/contract/live-stage'
import { control } from '@/e2e/contract/running'
import { addAccount } from '@/lib/accounts/testing'
import { OperationAnswer } from '@/lib/model/operation'
import { apiRoutes, person, send } from './in-process'
import { type Stage, stage } from './stage'

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
