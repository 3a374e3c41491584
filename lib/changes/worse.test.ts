import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Plan } from '@/lib/model/plan'
import type { PlanMoney, Priced } from '@/lib/model/plan-money'
import { secret } from '@/lib/operation'
import { type Weighed, worseOf } from './worse'

const request = z.object({
  InstanceId: z.string(),
  Class: z.string().optional(),
  Password: secret(z.string()).optional(),
  Token: z.string().optional(),
})
const price = (over: Partial<Priced> = {}): Priced => ({
  amount: '10.5',
  currency: 'CNY',
  unit: 'month',
  count: 1,
  original: null,
  discount: null,
  monthly: '10.5',
  of: 'this',
  source: { kind: 'quote', operation: 'DescribePrice', order: 'UPGRADE', requestId: 'r' },
  coupons: [],
  promotions: [],
  ...over,
})
const money = (today: Priced | null): PlanMoney => ({
  before: null,
  after: null,
  today,
  todayIs: 'due',
  paid: null,
  refundUnknown: false,
  ends: null,
  missing: null,
})
const plan = (over: Partial<Plan> = {}): Omit<Plan, 'request'> => ({
  rows: [{ field: 'facts.class', from: 'small', to: 'large' }],
  consequences: [{ id: 'connections-break', severity: 'drops-connections', numbers: {}, manual: 'm' }],
  noRuleKnown: false,
  checks: [
    { id: 'state', result: 'ok' },
    { id: 'memory-fits', result: 'ok' },
  ],
  blocked: false,
  costs: true,
  price: null,
  money: money(price()),
  factsAt: '2026-01-01T00:00:00Z',
  status: 'running',
  vendorStatus: 'Normal',
  ...over,
})
const made = (over: Partial<Plan> = {}, input: Record<string, unknown> = {}): Weighed => ({
  plan: plan(over),
  input: { InstanceId: 'r-1', Class: 'large', Token: 'a', ...input },
  operation: 'alibaba-kvstore/ModifyInstanceSpec',
})
const found = (after: Weighed, before = made()) => worseOf(before, after, request, 'Token')

describe('what got worse since a plan was confirmed', () => {
  test('is nothing when all is as it was, or better', () => {
    expect(found(made())).toEqual([])
    expect(found(made({ factsAt: '2026-01-02T00:00:00Z', consequences: [] }, { Token: 'b' }))).toEqual([])
    expect(found(made({ money: money(price({ amount: '10.4999' })) }))).toEqual([])
    // None was known, and that was accepted.
    expect(found(made(), made({ money: money(null) }))).toEqual([])
  })

  test.each<[string, Partial<Plan>, string | null]>([
    ['higher by the smallest part', { money: money(price({ amount: '10.500001' })) }, '10.500001 CNY / 1 month'],
    ['in another currency', { money: money(price({ currency: 'USD' })) }, '10.5 USD / 1 month'],
    ['for less time', { money: money(price({ unit: 'hour' })) }, '10.5 CNY / 1 hour'],
    ['not told any more', { money: money(null) }, null],
  ])('a price %s', (_, over, now) => {
    expect(found(made(over))).toEqual([{ field: 'price:today', wanted: '10.5 CNY / 1 month', found: now }])
  })

  test('a check that fits less, known or not, and a new one that does not fit', () => {
    const memory = (result: 'ok' | 'unknown' | 'warn' | 'block') => ({
      checks: [{ id: 'memory-fits', result }] as const,
    })
    const of = (was: Parameters<typeof memory>[0], is: Parameters<typeof memory>[0]) =>
      found(made({ checks: [...memory(is).checks] }), made({ checks: [...memory(was).checks] }))
    expect(of('ok', 'block')).toEqual([{ field: 'check:memory-fits', wanted: 'ok', found: 'block' }])
    expect(of('ok', 'unknown')).toHaveLength(1)
    expect(of('warn', 'warn')).toEqual([])
    expect(of('warn', 'ok')).toEqual([])
    expect(found(made({ checks: [{ id: 'data-in-use', result: 'warn' }] }))).toMatchObject([
      { field: 'check:data-in-use' },
    ])
    // What moved is said with it.
    const used = (usedMb: number, result: 'ok' | 'block') => ({
      checks: [{ id: 'memory-fits', result, params: { usedMb, targetMb: 8192 } }] as Plan['checks'],
    })
    expect(found(made(used(9011, 'block')), made(used(3789, 'ok')))).toEqual([
      { field: 'check:memory-fits', wanted: 'ok', found: 'block' },
      { field: 'facts.usedMemoryMb', wanted: 3789, found: 9011 },
    ])
    // That is for the lock.
    expect(found(made({ checks: [{ id: 'other-change', result: 'block' }] }))).toEqual([])
  })

  test('a consequence that is new or more severe', () => {
    const one = (id: string, severity: 'info' | 'loses-data') => ({ id, severity, numbers: {}, manual: 'm' })
    expect(found(made({ consequences: [one('connections-break', 'loses-data')] }))).toEqual([
      { field: 'consequence:connections-break', wanted: 'drops-connections', found: 'loses-data' },
    ])
    expect(found(made({ consequences: [one('data-erased', 'info')] }))).toEqual([
      { field: 'consequence:data-erased', wanted: null, found: 'info' },
    ])
  })

  test('a value that is dangerous and was not there before', () => {
    const one = { name: 'maxmemory-policy', id: 'noeviction' }
    expect(found(made({ hazards: [one] }), made({ hazards: [one] }))).toEqual([])
    expect(found(made(), made({ hazards: [one] }))).toEqual([])
    expect(found(made({ hazards: [one] }))).toEqual([
      { field: 'hazard:noeviction', wanted: null, found: 'maxmemory-policy' },
    ])
  })

  test('another request, of which no secret is told, and another starting point', () => {
    expect(found(made({}, { Class: 'huge', Password: 'Planted-Passw0rd' }))).toEqual([
      { field: 'request:Class', wanted: 'large', found: 'huge' },
      { field: 'request:Password', wanted: null, found: '******' },
    ])
    expect(found(made({ rows: [{ field: 'facts.class', from: 'larger', to: 'large' }] }))).toEqual([
      { field: 'facts.class', wanted: 'small', found: 'larger' },
    ])
  })
})
