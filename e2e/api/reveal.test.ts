import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAccount } from '@/lib/accounts/testing'
import { db } from '@/lib/db/client'
import { audit } from '@/lib/db/schema'
import type { Role } from '@/lib/model/access'
import { OperationAnswer } from '@/lib/model/operation'
import { MASKED } from '@/lib/redact'
import { apiRoutes, person, send } from './in-process'
import { type Stage, stage } from './stage'

const KEY = { accessKeyId: 'LTAI5tReveal000042', accessKeySecret: 'reveal-secret' }
let on: Stage
beforeAll(async () => {
  on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret })
})
afterAll(() => on.end())

test('commands of a slow log are masked; an operator sees them on demand, and that is on record', async () => {
  const { id: accountId } = await addAccount(KEY)
  const route = (await apiRoutes()).find(({ path }) => path === '/api/operations/[service]/[action]')
  const instance = on.emulator.world
    .all()
    .find(
      ({ service, region, status, engine }) =>
        service === 'alibaba-kvstore' && region === 'cn-hangzhou' && status === 'Normal' && engine === 'redis',
    )
  if (!route || !instance) throw new Error('no route, or no instance')
  const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
  const read = async (role: Role, reveal?: boolean) => {
    const input = {
      InstanceId: instance.id,
      StartTime: minute(Date.now() - 20 * 3_600_000),
      EndTime: minute(Date.now()),
    }
    const { cookie } = await person(role)
    const values = { service: 'alibaba-kvstore', action: 'DescribeSlowLogRecords' }
    const response = await send(route, 'POST', {
      values,
      body: { accountId, region: 'cn-hangzhou', input, reveal },
      cookie,
    })
    expect(response.status).toBe(200)
    return OperationAnswer.parse(await response.json())
  }
  const masked = await read('operator')
  expect(masked.masked).toBe(true)
  expect(JSON.stringify(masked.data)).toContain(MASKED)
  const shown = await read('operator', true)
  expect(shown.masked).toBe(false)
  expect(JSON.stringify(shown.data)).toMatch(/"Command":"[A-Z]/)
  const [last] = await db().select().from(audit).orderBy(desc(audit.seq)).limit(1)
  expect(last).toMatchObject({ action: 'reveal:alibaba-kvstore/DescribeSlowLogRecords', target: instance.id })
})
