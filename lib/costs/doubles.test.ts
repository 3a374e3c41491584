import { describe, expect, test } from 'vitest'
import { unitsOf } from '@/lib/model/money'
import { withoutDoubles } from './doubles'
import type { Span } from './ledger'
import { stepsOf } from './steps'
import { apart } from './sums'

const aSpan = (account: string, since: number, until: number | null, more: Partial<Span> = {}): Span => ({
  ref: `alibaba-kvstore.${account}.cn-hangzhou.r-1`,
  accountId: account,
  provider: 'alibaba',
  service: 'alibaba-kvstore',
  region: 'cn-hangzhou',
  instanceId: 'r-1',
  name: 'orders',
  engine: 'redis',
  architecture: 'standard',
  chargeType: 'pay-as-you-go',
  class: 'small',
  memoryMb: 1024,
  tags: [],
  endsAt: null,
  expired: false,
  since,
  until,
  source: 'quote',
  cardVersion: null,
  unit: 'hour',
  currency: 'CNY',
  amount: unitsOf('1'),
  original: unitsOf('1'),
  factId: null,
  paid: [],
  monthly: unitsOf('730'),
  list: unitsOf('730'),
  payer: account,
  account: { id: account, name: account, environment: '', team: '' },
  ...more,
})
const of = (account: string) => ({ id: account, name: account, environment: 'production', team: 'core' })
const seenFirst = (account: string, at: number): [string, number] => [`${account} alibaba-kvstore cn-hangzhou`, at]

describe('an instance that two accounts show', () => {
  test('stays with the account that had it first, whatever is said of the one that comes later', () => {
    const { spans, doubles } = withoutDoubles([
      aSpan('a', 50, null, { account: of('a') }),
      aSpan('z', 0, 20),
      aSpan('z', 20, null, { class: 'large' }),
    ])
    expect(spans.map(({ accountId, since, until }) => [accountId, since, until])).toEqual([
      ['z', 0, 20],
      ['z', 20, null],
    ])
    expect(doubles).toBe(1)
  })

  test('is no step in the curve when one is added, and none when the other goes on with it', () => {
    const firstKept = new Map([seenFirst('z', 0), seenFirst('a', 50)])
    const stepsIn = (given: Span[]) => stepsOf(withoutDoubles(given).spans, { since: 0 }, firstKept, apart, () => true)
    expect(stepsIn([aSpan('a', 50, null), aSpan('z', 0, null)])).toEqual([])
    expect(stepsIn([aSpan('a', 50, null), aSpan('z', 0, 80)])).toEqual([])
    expect(stepsIn([aSpan('a', 50, 90), aSpan('z', 0, 80)])).toMatchObject([
      { at: 90, cause: 'gone', delta: -unitsOf('730') },
    ])
  })
})
