import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { instanceCan } from '@/lib/changes/can'
import { confirmChange } from '@/lib/changes/decide'
import { planChange } from '@/lib/changes/plan'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { audit, settings } from '@/lib/db/schema'
import type { ActionId } from '@/lib/model/action'
import { keyOf } from '@/lib/model/instance'
import { decimalOf } from '@/lib/model/money'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, agreed, type Cache, changeStage, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const plan = (cache: Cache, action: ActionId, params: Record<string, unknown> = {}, who = operator) =>
  planChange(who, { ref: cache.ref, action, params })
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const PASSWORD = 'Planted-Passw0rd'

describe('a plan', () => {
  test('shows now and then, what the manual says, and the request that is sent later', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const planned = await plan(cache, 'restart', { upgradeMinorVersion: true })
    expect(planned.plan.consequences.map(({ id }) => id)).toEqual(['connections-break', 'minor-version-too'])
    expect(sent('RestartInstance')).toEqual([])
    const shown = [...planned.plan.request.query, ...planned.plan.request.form]
    await confirmChange(operator, planned.id, agreed(planned))
    await workThrough(planned.id)
    const [received] = sent('RestartInstance')
    for (const { name, value, own } of shown) if (own) expect(String(received?.params[name])).toBe(value)
  })

  test('of what no manual speaks says so', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { plan: made } = await plan(cache, 'rename', { name: 'orders-new' })
    expect(made).toMatchObject({ noRuleKnown: true, consequences: [], price: null, blocked: false })
    expect(made.rows).toEqual([{ field: 'facts.name', from: cache.world.name, to: 'orders-new' }])
  })

  test('has the price that its cloud quotes, to the digit; a cloud without quotes has none', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { plan: made } = await plan(cache, 'spec', { class: 'redis.master.mid.default' })
    const asked = sent('DescribePrice').findLast(({ params }) => params.OrderType === 'UPGRADE')
    expect(asked?.params).toMatchObject({ InstanceId: cache.world.id })
    const bought = sent('DescribePrice').findLast(({ params }) => params.OrderType === 'BUY')
    expect(bought?.params).toMatchObject({ InstanceClass: cache.world.class })
    expect(made.money).toMatchObject({
      before: { unit: 'hour', of: 'purchase', source: { kind: 'quote', order: 'BUY' } },
      after: { unit: 'hour', of: 'this', amount: made.price?.amount, source: { order: 'UPGRADE' } },
      today: null,
      todayIs: 'by-hour',
      missing: null,
    })
    expect(made.price).toMatchObject({
      of: 'order',
      per: 'hour',
      currency: 'CNY',
      requestId: asked?.requestId.toUpperCase(),
    })
    expect(decimalOf(made.price?.amount)).toBe(made.price?.amount)
    const other = await aCache(on.emulator, 'kingsoft-memcached')
    expect((await plan(other, 'spec', { gb: 4 })).plan).toMatchObject({ costs: true, price: null })
  })

  test.each<[string, ServiceId, ActionId, Record<string, unknown>, Parameters<typeof aCache>[2], object]>([
    [
      'a subscription cannot be released',
      'alibaba-kvstore',
      'release',
      {},
      { chargeType: 'subscription', expiresAt: Date.now() + 1e9 },
      { reason: { code: 'subscription' } },
    ],
    [
      'nor a protected one',
      'alibaba-kvstore',
      'release',
      {},
      { releaseProtection: true },
      { reason: { code: 'protected' } },
    ],
    [
      'only a subscription renews',
      'alibaba-kvstore',
      'renew',
      { months: 1 },
      {},
      { reason: { code: 'not-subscription' } },
    ],
    [
      'what is in use does not fit',
      'kingsoft-redis',
      'spec',
      { gb: 1 },
      { usedMemoryMb: 1_800 },
      [{ reason: { code: 'only-larger' } }, { id: 'memory-fits', params: { usedMb: 1_802, targetMb: 1_024 } }],
    ],
    ['nothing would change', 'kingsoft-memcached', 'spec', { gb: 2 }, {}, { id: 'no-change' }],
    ['a status that forbids it', 'kingsoft-redis', 'flush', {}, { status: '8' }, { reason: { code: 'status' } }],
  ])('is blocked and says why: %s', async (_, service, action, params, over, check) => {
    const cache = await aCache(on.emulator, service, over)
    const made = await plan(cache, action, params)
    expect(made.plan.blocked).toBe(true)
    expect(made.plan.checks.filter(({ result }) => result === 'block')).toMatchObject([check].flat())
    await expect(confirmChange(operator, made.id, agreed(made))).rejects.toMatchObject({ code: 'change-blocked' })
  })

  test('refuses parameters that its action does not know, and actions that its service has not', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    await expect(plan(cache, 'rename', { name: 'x' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(plan(cache, 'flush', { all: true })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(plan(cache, 'restart')).rejects.toMatchObject({ code: 'bad-input' })
    const can = await instanceCan(operator, keyOf(cache.ref) ?? expect.unreachable())
    expect(can.can).toMatchObject({ flush: null, restart: { code: 'not-offered' } })
  })

  test('keeps a password sealed, shows it nowhere, and forgets it at the end', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const planned = await plan(cache, 'password', { password: PASSWORD })
    const dump = async () => {
      const rows = [
        await db().select().from(changes).where(eq(changes.id, planned.id)),
        await db().select().from(changeSteps).where(eq(changeSteps.changeId, planned.id)),
        await db().select().from(audit).orderBy(desc(audit.seq)).limit(10),
      ]
      return (
        JSON.stringify(rows) + rows[0]?.map((row) => ('sealed' in row ? row.sealed?.toString('latin1') : '')).join()
      )
    }
    expect(await dump()).not.toContain(PASSWORD)
    expect(JSON.stringify(planned)).not.toContain(PASSWORD)
    await confirmChange(operator, planned.id, agreed(planned))
    await workThrough(planned.id)
    expect(await dump()).not.toContain(PASSWORD)
    expect((await stateOf(planned.id)).sealed).toBeNull()
    // What was frozen is what came.
    expect(sent('ModifyInstanceAttribute')).toHaveLength(1)
  })
})
