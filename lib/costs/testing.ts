import fc from 'fast-check'
import type { Span } from './ledger'
import { exchangeOf } from './sums'

export const NOW = Date.parse('2026-11-21T10:00:00Z')
export const DAY = 86_400_000

const word = fc.constantFrom('', 'a', 'b', 'c')
const aSpan = fc
  .record({
    id: fc.nat(30),
    account: fc.nat(3),
    since: fc.integer({ min: NOW - 500 * DAY, max: NOW }),
    days: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }),
    cents: fc.option(fc.bigInt({ min: 0n, max: 10n ** 9n }), { nil: null }),
    mills: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    currency: fc.constantFrom('CNY', 'USD', 'JPY', null),
    expired: fc.boolean(),
    payg: fc.boolean(),
    estimate: fc.boolean(),
    payer: word,
    tag: word,
    region: word,
    endsIn: fc.option(fc.integer({ min: -40, max: 400 }), { nil: null }),
  })
  .map((one): Span => {
    const amount = one.cents === null ? null : one.payg ? one.mills * 10n ** 9n : one.cents * 10n ** 10n
    const monthly = amount === null || !one.payg ? amount : ((amount * 730n) / 10n ** 10n) * 10n ** 10n
    return {
      ref: `alibaba-kvstore.account${one.account}.${one.region}.r-${one.id}`,
      accountId: `account${one.account}`,
      provider: 'alibaba',
      service: 'alibaba-kvstore',
      region: one.region,
      instanceId: `r-${one.id}`,
      name: '',
      engine: one.id % 2 ? 'redis' : 'memcached',
      architecture: 'standard',
      chargeType: one.payg ? 'pay-as-you-go' : 'subscription',
      class: null,
      memoryMb: null,
      tags: one.tag === '' ? [] : ['other=x', `app=${one.tag}`],
      endsAt: one.endsIn === null ? null : NOW + one.endsIn * DAY,
      expired: one.expired,
      since: one.since,
      until: one.days === null || one.since + one.days * DAY > NOW ? null : one.since + one.days * DAY,
      source: amount === null ? 'none' : one.estimate ? 'estimate' : 'quote',
      cardVersion: null,
      unit: amount === null ? null : one.payg ? 'hour' : 'month',
      currency: amount === null ? null : one.currency,
      amount,
      original: amount,
      factId: null,
      monthly,
      list: monthly,
      paid: [],
      payer: one.payer,
      account: {
        id: `account${one.account}`,
        name: `account ${one.account}`,
        environment: one.account === 0 ? '' : 'production',
        team: one.account === 1 ? '' : 'core',
      },
    }
  })
/** Stretches of some instances, of any kind; of one they can lie over each other. */
export const spansOf = fc.array(aSpan, { maxLength: 60 })
export const rates = {
  currency: 'CNY',
  rates: [
    { currency: 'USD', rate: '7.1234', from: '2026-01-01' },
    { currency: 'USD', rate: '7.0001', from: '2026-11-01' },
  ],
}
export const conversions = fc.constantFrom(exchangeOf({ currency: null, rates: [] }), exchangeOf(rates))
