import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { planChange } from '@/lib/changes/plan'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { rateCards } from '@/lib/db/rate-schema'
import { audit, inventory } from '@/lib/db/schema'
import { env, setEnv } from '@/lib/env'
import type { ActionId } from '@/lib/model/action'
import { decimalOf } from '@/lib/model/money'
import { monthsLater } from '@/lib/model/month'
import { RateCardDraft, RateImport, type RateLine } from '@/lib/model/rate-card'
import { estimatedPrices } from '@/lib/rates/estimate'
import { cardAt, importCard, readCard, saveCard } from '@/lib/rates/store'
import { rateTemplate } from '@/lib/rates/template'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'
import { recordingGateway } from './recording-gateway'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let admin: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  admin = await actorOf('admin')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.journal.clear()
  await db().delete(rateCards)
})

const line = (memoryMb: number, amount: string, over: Partial<RateLine> = {}): RateLine => ({
  service: 'kingsoft-memcached',
  class: null,
  memoryMb,
  region: null,
  chargeType: 'pay-as-you-go',
  unit: 'hour',
  amount,
  currency: 'CNY',
  perShard: false,
  ...over,
})
const save = (version: number, validFrom: string, ...lines: RateLine[]) =>
  saveCard(admin, RateCardDraft.parse({ version, validFrom, lines }))
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const plan = (cache: Cache, action: ActionId, params: Record<string, unknown>) =>
  planChange(operator, { ref: cache.ref, action, params })

describe('a rate card', () => {
  test('keeps every version, and counts the one that became valid last', async () => {
    await save(0, '2026-01-01', line(4096, '0.5'))
    await save(1, '2100-01-01', line(4096, '0.9'))
    const card = await save(2, '2026-01-01', line(4096, '0.6'))
    expect(card).toMatchObject({ version: 3, inForce: 3, lines: [{ amount: '0.6' }] })
    expect(card.versions.map(({ version }) => version)).toEqual([3, 2, 1])
    expect((await readCard(1)).lines).toMatchObject([{ amount: '0.5' }])
    expect((await cardAt(new Date('2100-01-01')))?.version).toBe(2)
    expect(await cardAt(new Date('2025-12-31'))).toBeUndefined()
  })

  test('is not written over by who saw an older one, also at the same time', async () => {
    const both = await Promise.allSettled([save(0, '2026-01-01', line(1024, '1')), save(0, '2026-01-01')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(save(0, '2026-01-01')).rejects.toMatchObject({ code: 'conflict-version' })
  })

  test('says on record what came and what went', async () => {
    await save(0, '2026-01-01', line(1024, '1'), line(2048, '2'))
    await save(1, '2026-02-01', line(1024, '1.5'), line(2048, '2'))
    const [entry] = await db().select().from(audit).orderBy(desc(audit.seq)).limit(1)
    expect(entry).toMatchObject({
      action: 'rate-card.save',
      target: 'rate-card 2',
      actorLabel: admin.label,
      details: {
        validFrom: '2026-02-01',
        added: 1,
        removed: 1,
        addedLines: [{ amount: '1.5' }],
        removedLines: [{ amount: '1' }],
      },
    })
  })

  test('has no two lines about the same', async () => {
    await expect(save(0, '2026-01-01', line(1024, '1'), line(1024, '2'))).rejects.toMatchObject({
      extra: { fields: { 'lines.1': { code: 'rate-twice', params: { line: 1 } } } },
    })
  })

  test('is for admins of all accounts to change', async () => {
    const some = await actorOf('admin', { kind: 'some', accounts: ['x'], environments: [], teams: [] })
    const draft = RateCardDraft.parse({ version: 0, validFrom: '2026-01-01', lines: [] })
    await expect(saveCard(some, draft)).rejects.toMatchObject({ code: 'forbidden-scope' })
  })
})

describe('an import', () => {
  const HEAD = 'service,class,memory_mb,region,charge_type,unit,amount,currency\n'
  const GOOD = 'kingsoft-memcached,,4096,,pay-as-you-go,hour,0.480,CNY\n'
  const BAD = 'jdcloud-redis,redis.m.micro.basic,,,subscription,month,"1,280",CNY\n'
  const file = (csv: string, more: object = {}) =>
    importCard(admin, RateImport.parse({ version: 0, validFrom: '2026-01-01', mode: 'replace', csv, ...more }))

  test('saves nothing when a row is wrong, and says which and why', async () => {
    expect(await file(HEAD + GOOD + BAD)).toEqual({
      saved: null,
      right: 1,
      total: 1,
      errors: [{ line: 3, column: 'amount', code: 'amount', value: '1,280' }],
    })
    expect(await readCard()).toMatchObject({ version: 0, lines: [] })
  })

  test('leaves wrong rows out when that was chosen, and that is on record', async () => {
    expect(await file(HEAD + GOOD + BAD, { leaveOut: true })).toMatchObject({ saved: 1, right: 1 })
    expect((await readCard()).lines).toEqual([line(4096, '0.48')])
    const [entry] = await db().select().from(audit).orderBy(desc(audit.seq)).limit(1)
    expect(entry).toMatchObject({ action: 'rate-card.import', details: { rows: 1, leftOut: 1, mode: 'replace' } })
  })

  test('only checks when it is asked to', async () => {
    expect(await file(HEAD + GOOD, { check: true })).toMatchObject({ saved: null, right: 1, errors: [] })
    expect((await readCard()).version).toBe(0)
  })

  test('adds to what is there and replaces the same lines', async () => {
    await save(0, '2026-01-01', line(4096, '0.9'), line(8192, '1.8'))
    await file(HEAD + GOOD, { version: 1, mode: 'add' })
    expect((await readCard()).lines).toEqual([line(4096, '0.48'), line(8192, '1.8')])
  })

  test('begins with a template of the sizes in use, which is refused until amounts are filled in', async () => {
    await aCache(on.emulator, 'alibaba-kvstore')
    const template = await rateTemplate(admin)
    const checked = await file(template, { check: true })
    expect(template).not.toContain('alibaba')
    expect(checked.errors.every(({ column, code }) => column === 'amount' && code === 'missing')).toBe(true)
  })
})

describe('what a plan says of money', () => {
  test('is an estimate that names its version where the cloud quotes nothing', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    await save(0, '2026-01-01', line(2048, '0.25'), line(4096, '0.48'), line(4096, '0.46', { region: 'cn-beijing-6' }))
    const { plan: made } = await plan(cache, 'spec', { gb: 4 })
    const source = { kind: 'estimate', cardVersion: 1, validFrom: '2026-01-01' }
    expect(made.money).toMatchObject({
      before: { amount: '0.25', currency: 'CNY', unit: 'hour', monthly: '182.5', source },
      after: { amount: '0.46', monthly: '335.8', source },
      today: null,
      todayIs: 'by-hour',
      missing: null,
    })
    expect(made.price).toBeNull()
  })

  test('is that no price is known where no line of a valid version fits', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    const line8 = line(1024, '9', { service: 'jdcloud-redis', class: 'redis.m.micro.basic', memoryMb: null })
    await save(0, dayFromNow(2), line8)
    const { plan: made } = await plan(cache, 'spec', { class: 'redis.m.small.basic' })
    expect(made).toMatchObject({
      costs: true,
      money: { before: null, after: null, missing: { why: 'no-price-known' } },
    })
  })

  test('is not the present size again where something else is added that costs', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const memoryMb = cache.world.memoryMb
    await save(0, '2026-01-01', line(memoryMb, '0.25', { service: 'kingsoft-redis' }))
    const { plan: made } = await plan(cache, 'add-node', {})
    expect(made).toMatchObject({ costs: true, money: { after: null, missing: { why: 'no-price-known' } } })
    expect(made.money?.before).toMatchObject({ amount: '0.25' })
  })

  test('gives class tables the same estimates', async () => {
    await save(0, '2026-01-01', line(4096, '0.48'))
    const asked = { service: 'kingsoft-memcached', region: 'cn-beijing-6', chargeType: 'pay-as-you-go' }
    expect(
      await estimatedPrices([
        { ...asked, memoryMb: 4096 },
        { ...asked, memoryMb: 8192 },
      ]),
    ).toMatchObject([{ amount: '0.48', per: 'hour', estimate: { cardVersion: 1 } }, null])
  })

  const ENDS = Date.now() + 40 * 86_400_000
  const subscription = { chargeType: 'subscription', expiresAt: ENDS } as const

  /** The inventory has read the instance, as it has of a fleet in use: nothing is asked ahead that the facts do not ask. */
  async function isKnown(cache: Cache) {
    await plan(cache, 'rename', { name: `known-${newId()}` })
    const read = async () => (await db().select().from(inventory).where(eq(inventory.ref, cache.ref)))[0]?.detail
    await expect.poll(read, { timeout: 10_000 }).toBeTruthy()
    on.emulator.gateway.journal.clear()
  }

  /** What the cloud itself answers to the question that was asked with that request id. */
  const asked = (order: string, period?: string) =>
    on.emulator.gateway.journal
      .entries()
      .find(
        ({ operation, params }) =>
          operation === 'DescribePrice' &&
          params.OrderType === order &&
          (period === undefined || params.Period === period),
      )

  test('is what DescribePrice answered in that very plan, before, after and today', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    await isKnown(cache)
    const { plan: made } = await plan(cache, 'spec', { class: 'redis.master.mid.default' })
    const { before, after, today, paid } = made.money ?? {}
    const ids = [before, after, today].map((one) => (one?.source.kind === 'quote' ? one.source.requestId : null))
    const sent = on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'DescribePrice')
    const of = ids.map((id) => sent.find(({ requestId }) => requestId.toUpperCase() === id)?.params)
    expect(of).toMatchObject([
      { OrderType: 'BUY', ChargeType: 'PrePaid', Period: '1', InstanceClass: cache.world.class },
      { OrderType: 'BUY', ChargeType: 'PrePaid', Period: '1', InstanceClass: 'redis.master.mid.default' },
      { OrderType: 'UPGRADE', InstanceId: cache.world.id },
    ])
    expect(sent).toHaveLength(3)
    for (const one of [before, after, today]) {
      expect(one?.amount).toBe(decimalOf(one?.amount))
      expect(one?.currency).toBe('CNY')
    }
    expect(before).toMatchObject({ unit: 'month', count: 1, monthly: before?.amount })
    expect(Number(after?.amount)).toBeGreaterThan(Number(before?.amount))
    expect(today).toMatchObject({ unit: 'once', of: 'this' })
    expect(paid).toBe(false)
  })

  test('has each amount as it stood in the answer with that request id, to the last digit', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    const { providerGateway } = env()
    const gateway = await recordingGateway(on.emulator.url)
    setEnv({ ...env(), providerGateway: gateway.url })
    try {
      for (const [action, params] of [
        ['spec', { class: 'redis.master.mid.default' }],
        ['renew', { months: 12 }],
      ] as const) {
        const { plan: made, operation } = await plan(cache, action, params)
        const { before, after, today } = made.money ?? {}
        for (const one of [before, after, today]) {
          const { source } = one ?? expect.unreachable(`${operation} without a price`)
          const id = source.kind === 'quote' ? source.requestId : null
          const [body, ...more] = gateway.bodies.filter((text) => text.toUpperCase().includes(`"${id}"`))
          expect(more).toEqual([])
          // The digits of the wire, not a number that was read from them.
          const [order = ''] = /"Order":\s*\{[^]*?"Coupons"/.exec(body ?? '') ?? []
          const digits = (name: string) => new RegExp(`"${name}":\\s*"?([\\d.]+)`).exec(order)?.[1]
          expect([one?.amount, one?.original, one?.discount], body).toEqual(
            ['TradeAmount', 'OriginalAmount', 'DiscountAmount'].map(digits),
          )
        }
      }
    } finally {
      setEnv({ ...env(), providerGateway })
      await gateway.end()
    }
  })

  test('of a renewal has its new end, what a month of it costs, and what was taken off and by which rule', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    const { plan: made } = await plan(cache, 'renew', { months: 12 })
    expect(asked('RENEW', '12')).toBeDefined()
    expect(made.money).toMatchObject({
      today: {
        unit: 'month',
        count: 12,
        of: 'this',
        promotions: [{ id: expect.any(String) }],
        // Offered and not used: ours has none in it.
        coupons: [{ code: 'demo-coupon-100', name: expect.any(String), applied: false }],
      },
      todayIs: 'due',
      paid: false,
      refundUnknown: false,
      ends: { months: 12, to: monthsLater(new Date(ENDS).toISOString().replace(/\.\d+/, '.000'), 12) },
    })
    const { today } = made.money ?? {}
    expect(Number(today?.discount)).toBeGreaterThan(0)
    expect(made.request.query.find(({ name }) => name === 'CouponNo')?.value).not.toBe('demo-coupon-100')
  })

  test('of a downgrade is what buying the target costs: due today and paid back are unknown', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...subscription, class: 'redis.master.mid.default' })
    const params = { class: 'redis.master.small.default', downgrade: true }
    const { plan: made } = await plan(cache, 'spec', params)
    expect(made.money).toMatchObject({
      after: { of: 'purchase' },
      today: null,
      todayIs: 'unknown',
      refundUnknown: true,
    })
  })

  test('of a switch to a subscription is what buying one costs, once asked', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    await isKnown(cache)
    const { plan: made } = await plan(cache, 'to-subscription', { months: 6, pay: true })
    expect(made.money).toMatchObject({
      before: { unit: 'hour' },
      after: { of: 'purchase', count: 6 },
      today: { of: 'purchase', count: 6 },
      paid: true,
      ends: { months: 6 },
    })
    expect(on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'DescribePrice')).toHaveLength(
      2,
    )
  })

  test('of a question that the cloud refuses is its refusal, and there is still a plan', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { plan: made } = await plan(cache, 'spec', { class: 'redis.no.such.class' })
    expect(made.money).toMatchObject({
      before: { unit: 'hour' },
      after: null,
      missing: { why: 'refused', code: 'InvalidDBInstanceClass.NotFound' },
    })
  })
})
