import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addValue, formatQuery, hasValue, parseQuery, removeValue, setField, toggleValue, valuesOf } from './query'
import { FIELD_NAMES, nearestField, parseCount, parseDate, parseDuration, parseSize, sizeText } from './query-fields'

describe('reading a query', () => {
  test('words, tokens, or, not, comparison and quotes', () => {
    expect(parseQuery('orders -"old one" env:prod,"pre prod" -tag:legacy memory:>1GB')).toEqual({
      words: [
        { text: 'orders', negated: false },
        { text: 'old one', negated: true },
      ],
      tokens: [
        { field: 'env', negated: false, values: [value('prod'), value('pre prod')] },
        { field: 'tag', negated: true, values: [value('legacy')] },
        { field: 'memory', negated: false, values: [{ op: '>', text: '1GB' }] },
      ],
      errors: [],
    })
  })
  test('full-width punctuation of a Chinese keyboard', () => {
    expect(parseQuery('status：running，error memory:＞1GB')).toEqual(parseQuery('status:running,error memory:>1GB'))
  })
  test('an address with a port is a word', () => {
    expect(parseQuery('r-1.redis.rds.aliyuncs.com:6379 10.0.0.1:6379').words.map(({ text }) => text)).toEqual([
      'r-1.redis.rds.aliyuncs.com:6379',
      '10.0.0.1:6379',
    ])
  })
  test('a length of time of what is still to come is one within which it comes', () => {
    expect(parseQuery('ends:7d')).toEqual(parseQuery('expires:<7d'))
    expect(parseQuery('-ends:2w,>1y')).toEqual(parseQuery('-expires:<2w,>1y'))
  })
  test('aliases and any case', () => {
    expect(parseQuery('Cloud:Alibaba').tokens).toEqual([
      { field: 'provider', negated: false, values: [value('alibaba')] },
    ])
  })
})

test.each([
  ['statu:running', 'unknown-field', 'status:running'],
  ['-enviroment:prod', 'unknown-field', '-env:prod'],
  ['zzzz:1', 'unknown-field', undefined],
  ['status:runing', 'unknown-value', 'status:running'],
  ['status:run,error', 'unknown-value', 'status:running,error'],
  ['provider:aws', 'unknown-value', undefined],
  ['memory:>big', 'bad-size', undefined],
  ['memory:>80%', 'bad-size', undefined],
  ['connections:>many', 'bad-count', undefined],
  ['expires:<soon', 'bad-date', undefined],
  ['created:>2026-02-30', 'bad-date', undefined],
  ['created:30d', 'bad-operator', 'created:<30d'],
  ['age:10m', 'bad-operator', 'age:>10m'],
  ['ends:7', 'bad-date', 'expires:<7d'],
  ['ends:7days', 'bad-date', undefined],
  ['name:>x', 'bad-operator', undefined],
  ['age:>2026-01-01', 'bad-duration', undefined],
  ['env:', 'empty-value', undefined],
])('%s is %s', (token, code, suggestion) => {
  const { errors, tokens } = parseQuery(`cache ${token} env:prod`)
  expect(errors).toEqual([{ token, code, ...(suggestion && { suggestion }) }])
  expect(tokens).toHaveLength(1)
  if (suggestion) expect(parseQuery(suggestion).errors).toEqual([])
})

test('sizes, counts, lengths of time and dates', () => {
  expect(['1GB', '1.5g', '512m', '2048KiB', '1T'].map(parseSize)).toEqual([1024, 1536, 512, 2, 1_048_576])
  expect(['10k', '1.5m', '7'].map(parseCount)).toEqual([10_000, 1_500_000, 7])
  expect(['30d', '5m', '6mo', '2W'].map(parseDuration)).toEqual([30, 1 / 288, 180, 14].map((d) => d * 86_400_000))
  expect(parseDate('2026-12')).toEqual({ from: Date.UTC(2026, 11), to: Date.UTC(2027, 0) })
  expect(parseDate('2026-12-01')).toEqual({ from: Date.UTC(2026, 11, 1), to: Date.UTC(2026, 11, 2) })
  expect(parseDate('2026-13-01')).toBeUndefined()
})

test('a bare size is in GB, and is shown so', () => {
  expect(['8', '0.5'].map(parseSize)).toEqual([8192, 512])
  expect(['8', '8g', '1.5 GiB', '512MB', '3b', '80%'].map(sizeText)).toEqual([
    '8 GB',
    '8 GB',
    '1.5 GB',
    '512 MB',
    '3 B',
    '80%',
  ])
})

test('a mistyped field finds the one meant', () => {
  expect(['regoin', 'Stat', 'tema', 'enviroment', 'x'].map(nearestField)).toEqual([
    'region',
    'status',
    'team',
    'env',
    undefined,
  ])
})

const anyText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'ab:：,，"\\-－> <=≥ *\t%'), maxLength: 40 }),
  fc
    .array(fc.tuple(fc.constantFrom('', '-'), fc.constantFrom(...FIELD_NAMES), fc.string({ maxLength: 8 })), {
      maxLength: 4,
    })
    .map((tokens) => tokens.map(([sign, field, text]) => `${sign}${field}:${text}`).join(' ')),
)

test('reading never throws, and what is written reads the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const query = parseQuery(text)
      expect(parseQuery(formatQuery(query))).toEqual(query)
    }),
    { numRuns: 2_000 },
  )
})

test('any value survives chips and text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('name' as const, 'env' as const, 'team' as const, 'account' as const, 'tag' as const),
      fc.string({ maxLength: 30 }).filter((text) => !text.includes('\0')),
      anyText,
      (field, text, before) => {
        const query = addValue(parseQuery(before), field, text)
        expect(valuesOf(parseQuery(formatQuery(query)), field)).toEqual(valuesOf(query, field))
        expect(hasValue(query, field, text)).toBe(true)
        expect(hasValue(removeValue(query, field, text), field, text)).toBe(false)
      },
    ),
  )
})

test('a comma that groups the digits of a compared number is no or', () => {
  expect(parseQuery('connections:>10,000').tokens).toMatchObject([{ values: [{ op: '>', text: '10000' }] }])
  expect(parseQuery('connections:10,000').tokens).toMatchObject([{ values: [{ text: '10' }, { text: '000' }] }])
  expect(parseQuery('connections:>10,>000').tokens).toMatchObject([{ values: [{ text: '10' }, { text: '000' }] }])
})

test('a chip and the text are one state', () => {
  let query = parseQuery('cache status:running')
  query = toggleValue(query, 'status', 'error')
  expect(formatQuery(query)).toBe('cache status:running,error')
  query = toggleValue(toggleValue(query, 'status', 'running'), 'team', 'core team')
  expect(formatQuery(query)).toBe('cache status:error team:"core team"')
  expect(formatQuery(toggleValue(query, 'status', 'error'))).toBe('cache team:"core team"')
  expect(formatQuery(setField(query, 'memory', [{ op: '>', text: '1GB' }]))).toBe(
    'cache status:error team:"core team" memory:>1GB',
  )
})

function value(text: string) {
  return { op: '=' as const, text }
}
