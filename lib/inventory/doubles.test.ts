import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/lib/db/testing'
import type { Scope } from '@/lib/model/access'
import { CloudHealth, Overview } from '@/lib/model/fleet'
import { cloudHealth } from './clouds'
import { readOverview } from './overview'
import { searchRefs } from './search'
import { sortOf } from './select'
import { storePage } from './store'
import { givenAccount, listed } from './testing'

const ALL: Scope = { kind: 'all' }
let database: Awaited<ReturnType<typeof testDatabase>>
const ids: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  for (const name of ['main', 'second key']) {
    const lease = await givenAccount({ name, regions: ['cn-hangzhou'] })
    await storePage(lease, [listed('r-a', { status: 'error', memoryMb: 1024 }), listed('r-b'), listed(`r-of ${name}`)])
    ids.push(lease.accountId)
  }
  // Same id in another region: another instance.
  const third = await givenAccount({ name: 'third', regions: ['cn-beijing'] })
  await storePage(third, [listed('r-a')])
})
afterAll(() => database.drop())

test('the health of the clouds names accounts that see the same instances', async () => {
  const { doubles } = CloudHealth.parse(await cloudHealth(ALL))
  expect(doubles).toEqual([{ accountIds: [...ids].sort(), count: 2 }])
  const one: Scope = { kind: 'some', accounts: [ids[0] ?? ''], environments: [], teams: [] }
  expect((await cloudHealth(one)).doubles).toEqual([])
})

test('the overview counts each instance once and says how many sights are left out; the list shows all', async () => {
  const overview = Overview.parse(JSON.parse(await readOverview(ALL)))
  expect(overview).toMatchObject({ total: 5, doubles: 2, trouble: { count: 1 } })
  expect(overview.byStatus).toEqual([
    { status: 'running', count: 4 },
    { status: 'error', count: 1 },
  ])
  expect(await searchRefs(ALL, '', sortOf('name'))).toHaveLength(7)
})

test('of two sights the one whose account has an environment counts, then the one with a team, then the older', async () => {
  const region = 'cn-shenzhen'
  const scope: Scope = { kind: 'some', accounts: [], environments: [], teams: [] }
  const add = async (name: string, more: { environment: string; team: string; createdAt: Date }) => {
    const lease = await givenAccount({ name, regions: [region], ...more })
    await storePage({ ...lease, region }, [listed('r-seen-twice', { status: 'error' })])
    scope.accounts.push(lease.accountId)
  }
  const counted = async () => {
    const { byEnvironment, trouble } = Overview.parse(JSON.parse(await readOverview(scope)))
    return [byEnvironment, trouble.items.map(({ accountName }) => accountName)]
  }
  const day = (number: number) => new Date(Date.UTC(2026, 0, number))
  await add('bare', { environment: '', team: '', createdAt: day(1) })
  await add('of a team, later', { environment: '', team: 'web', createdAt: day(3) })
  expect(await counted()).toEqual([[{ environment: '', count: 1 }], ['of a team, later']])
  await add('of a team', { environment: '', team: 'cache', createdAt: day(2) })
  expect(await counted()).toEqual([[{ environment: '', count: 1 }], ['of a team']])
  await add('marked', { environment: 'prod', team: '', createdAt: day(4) })
  expect(await counted()).toEqual([[{ environment: 'prod', count: 1 }], ['marked']])
})
