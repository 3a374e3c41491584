import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalOf } from './money'
import { estimateFor, keyOfLine, NewRateLine, RATED_SERVICES, RateLine } from './rate-card'
import { rateCsv, readRateCsv } from './rate-csv'

const aLine = (over: Partial<RateLine> = {}): RateLine => ({
  service: 'jdcloud-redis',
  class: 'redis.m1.small.basic',
  memoryMb: null,
  region: null,
  chargeType: 'pay-as-you-go',
  unit: 'hour',
  amount: '0.3',
  currency: 'CNY',
  perShard: false,
  ...over,
})
const card = (...lines: RateLine[]) => ({ version: 3, validFrom: '2026-01-01', lines })
const asked = {
  service: 'jdcloud-redis',
  class: 'redis.m1.small.basic',
  memoryMb: 2_048,
  shards: 4,
  region: 'cn-north-1',
  chargeType: 'pay-as-you-go',
}

test('an estimate names its version, and says what an hour makes in a month', () => {
  expect(estimateFor(card(aLine()), asked)).toMatchObject({
    amount: '0.3',
    currency: 'CNY',
    unit: 'hour',
    monthly: '219',
    source: { kind: 'estimate', cardVersion: 3, validFrom: '2026-01-01' },
  })
})

test('a subscription is told for its months', () => {
  const line = aLine({ chargeType: 'subscription', unit: 'month', amount: '100.1' })
  const priced = estimateFor(card(line), { ...asked, chargeType: 'subscription', months: 12 })
  expect(priced).toMatchObject({ amount: '1201.2', count: 12, monthly: '100.1' })
})

test('a line for one shard counts as often as there are shards, and not where nobody knows how many', () => {
  const line = aLine({ perShard: true })
  expect(estimateFor(card(line), asked)?.amount).toBe('1.2')
  expect(estimateFor(card(line), { ...asked, shards: null })).toBeNull()
})

// From the least specific to the most.
const ORDER: Partial<RateLine>[] = [
  { class: null, memoryMb: 2_048 },
  { class: null, memoryMb: 2_048, region: 'cn-north-1' },
  {},
  { region: 'cn-north-1' },
  { memoryMb: 2_048 },
  { memoryMb: 2_048, region: 'cn-north-1' },
  { class: 'redis.m1.small.basic*4' },
  { class: 'redis.m1.small.basic*4', region: 'cn-north-1' },
]

test('of the lines that fit, the most specific one counts, wherever it stands', () => {
  const lines = ORDER.map((over, index) => aLine({ ...over, amount: String(index + 1) }))
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: 1 }), (some) => {
      const most = some.reduce((a, b) => (Number(a.amount) > Number(b.amount) ? a : b))
      expect(estimateFor(card(...some), asked)?.amount).toBe(most.amount)
    }),
  )
})

test.each<[string, Partial<RateLine>]>([
  ['another service', { service: 'kingsoft-redis' }],
  ['another region', { region: 'cn-east-2' }],
  ['another class', { class: 'redis.m1.large.basic' }],
  ['another size', { class: null, memoryMb: 4_096 }],
  ['the class in another size', { memoryMb: 4_096 }],
  ['another number of shards', { class: 'redis.m1.small.basic*8' }],
  ['another charge type', { chargeType: 'subscription', unit: 'month' }],
])('a line for %s says nothing', (_, over) => expect(estimateFor(card(aLine(over)), asked)).toBeNull())

test('without a card no price is known', () => expect(estimateFor(undefined, asked)).toBeNull())

const names = fc.option(
  fc
    .string({ minLength: 1, maxLength: 20, unit: 'binary' })
    .filter((text) => text.trim() === text && text !== '*' && !/^'|^[=+\-@＝＋－＠\u200B\uFEFF\0]/.test(text)),
  { nil: null },
)
const anyLine: fc.Arbitrary<RateLine> = fc
  .record({
    service: fc.constantFrom(...RATED_SERVICES),
    class: names,
    memoryMb: fc.integer({ min: 1, max: 9_999_999 }),
    region: names,
    chargeType: fc.constantFrom('subscription', 'pay-as-you-go'),
    amount: fc.tuple(fc.nat(), fc.nat({ max: 9_999 })).map(([whole, part]) => decimalOf(`${whole}.${part}`) ?? '0'),
    currency: fc.constantFrom('CNY', 'USD'),
    perShard: fc.boolean(),
  })
  .map((line) => ({ ...line, unit: line.chargeType === 'subscription' ? ('month' as const) : ('hour' as const) }))

test('what is exported is what is imported', () => {
  const cards = fc.uniqueArray(anyLine, { selector: keyOfLine, maxLength: 8 })
  fc.assert(
    fc.property(cards, (lines) => {
      expect(readRateCsv(rateCsv(lines))).toEqual({ lines, errors: [] })
    }),
  )
})

test('what comes out of a file is a line of a card, whatever the file holds', () => {
  const cells = fc.constantFrom('jdcloud-redis', 'x', '1', '0.5', 'subscription', 'month', 'CNY', '"', ',', '\n', '')
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 60 }), (parts) => {
      const { lines } = readRateCsv(rateCsv([]) + parts.join(','))
      for (const line of lines) expect(RateLine.safeParse(line).success).toBe(true)
    }),
  )
})

const HEAD = 'service,class,memory_mb,region,charge_type,unit,amount,currency,per_shard'
const read = (...rows: string[]) => readRateCsv([HEAD, ...rows].join('\n'))

test.each<[string, string | null, string, string]>([
  ['aws,c,,,subscription,month,1,CNY,', 'service', 'unknown-service', 'aws'],
  ['jdcloud-redis,,,,subscription,month,1,CNY,', 'class', 'size-needed', ''],
  ['jdcloud-redis,,1.5,,subscription,month,1,CNY,', 'memory_mb', 'whole-number', '1.5'],
  ['jdcloud-redis,c,,,yearly,month,1,CNY,', 'charge_type', 'unknown-charge-type', 'yearly'],
  ['jdcloud-redis,c,,,subscription,day,1,CNY,', 'unit', 'unknown-unit', 'day'],
  ['jdcloud-redis,c,,,subscription,hour,1,CNY,', 'unit', 'subscription-by-month', 'hour'],
  ['jdcloud-redis,c,,,subscription,month,"1,280.00",CNY,', 'amount', 'amount', '1,280.00'],
  ['jdcloud-redis,c,,,subscription,month,-1,CNY,', 'amount', 'amount', '-1'],
  ['jdcloud-redis,c,,,subscription,month,,CNY,', 'amount', 'missing', ''],
  ['jdcloud-redis,c,,,subscription,month,1,yuan,', 'currency', 'currency', 'YUAN'],
  ['jdcloud-redis,c,,,subscription,month,1,rmb,', 'currency', 'currency', 'RMB'],
  ['jdcloud-redis,c,,,subscription,month,1,ABC,', 'currency', 'currency', 'ABC'],
  // A stray separator is one slip, whatever it moves.
  ['jdcloud-redis,c,,,,subscription,month,1,CNY,no', null, 'columns', '10'],
  ['jdcloud-redis,c,,,,subscription,month,1,CNY,', null, 'columns', '10'],
  ['jdcloud-redis,c,,,subscription,month,1,CNY,maybe', 'per_shard', 'yes-or-no', 'maybe'],
  ['jdcloud-redis,c,,,subscription,month,1,CNY,no,more', null, 'columns', '10'],
  ['jdcloud-redis,"c"d,,,subscription,month,1,CNY,no', null, 'quote', ''],
])('%s is refused with its line and column', (row, column, code, value) => {
  const right = 'kingsoft-redis,,4096,,pay-as-you-go,hour,0.5,CNY,no'
  const { lines, errors } = read(right, '', row)
  expect(lines).toHaveLength(1)
  expect(errors).toEqual([{ line: 4, column, code, value }])
})

test('the second of two rows that are about the same names the first', () => {
  const row = 'kingsoft-redis,,4096,*,pay-as-you-go,hour,0.5,CNY,no'
  expect(read(row, row).errors).toEqual([{ line: 3, column: null, code: 'twice', value: '2' }])
})

test('a row after one with a line break inside is counted as a spreadsheet counts it', () => {
  const { errors } = read('jdcloud-redis,"a\nb",,,subscription,month,1,CNY,', 'aws,c,,,subscription,month,1,CNY,')
  expect(errors.map(({ line }) => line)).toEqual([4])
})

test('a file with semicolons is read; one without its columns says which are missing', () => {
  const text = `${HEAD}\nkingsoft-redis,,4096,,pay-as-you-go,hour,0.5,CNY,no`.replaceAll(',', ';')
  expect(readRateCsv(text).lines).toHaveLength(1)
  expect(readRateCsv('class,amount\nx,1').errors.map(({ column }) => column)).toEqual([
    'service',
    'charge_type',
    'unit',
    'currency',
  ])
})

test('a line that is wrong in several ways says so of all of them at once', () => {
  const empty = { service: 'jdcloud-redis', class: null, memoryMb: null, region: null, chargeType: 'pay-as-you-go' }
  const { error } = NewRateLine.safeParse({ ...empty, unit: 'hour', amount: '', currency: 'CNY', perShard: false })
  expect(error?.issues.map(({ path }) => path[0]).sort()).toEqual(['amount', 'class'])
  expect(NewRateLine.safeParse(null).success).toBe(false)
})
