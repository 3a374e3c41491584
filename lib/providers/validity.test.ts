import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isValid } from '@/lib/model/validity'
import { validityOf as ofCheckingCode } from './alibaba/kvstore/checking-code'
import { validityOf as ofKingsoft } from './kingsoft/redis/validity'
import samples from './testing/samples.json'

const word = fc.string({ unit: fc.constantFrom(...'abz-_0159 '), maxLength: 6 })
const integer = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })

describe('CheckingCode', () => {
  test.each([
    ['[yes|no]', { kind: 'enumeration', values: ['yes', 'no'] }],
    ['[0|1]', { kind: 'enumeration', values: ['0', '1'] }],
    ['[0-9999999999999999]', { kind: 'range', min: 0n, max: 9999999999999999n }],
    ['[-5-99999999]', { kind: 'range', min: -5n, max: 99999999n }],
    ['[-5--1]', { kind: 'range', min: -5n, max: -1n }],
    ['\\d+\\s+\\d+\\s+\\d+', { kind: 'pattern', source: '\\d+\\s+\\d+\\s+\\d+' }],
    ['.*', { kind: 'pattern', source: '.*' }],
    ['[0 1]', { kind: 'pattern', source: '[0 1]' }],
    ['[9-1]', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j', (code, expected) => {
    expect(ofCheckingCode(code)).toEqual(expected)
  })

  test('of any text is read without an error, and a value is judged without one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), fc.string(), (code, value) => {
        const validity = ofCheckingCode(code)
        if (validity) expect([true, false, undefined]).toContain(isValid(validity, value))
      }),
    )
  })

  test('choices and ranges allow what a plain reading of them allows', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), word, (choices, value) => {
        const validity = ofCheckingCode(`[${choices.join('|')}]`)
        expect(validity && isValid(validity, value)).toBe(choices.includes(value))
      }),
    )
    fc.assert(
      fc.property(integer, integer, integer, (a, b, value) => {
        const [min, max] = a <= b ? [a, b] : [b, a]
        const validity = ofCheckingCode(`[${min}-${max}]`)
        expect(validity && isValid(validity, `${value}`)).toBe(min <= value && value <= max)
      }),
    )
  })
})

describe('validity of Kingsoft', () => {
  const choices = ['yes', 'no']
  const enumeration = { kind: 'enumeration', values: choices }
  test.each([
    ['choices in value', { type: 'enum', value: choices, min: null, max: null }, enumeration],
    ['choices among nulls', { type: 'enum', value: null, values: choices, min: null, max: null }, enumeration],
    ['choices among empty texts', { type: 'enum', value: '', values: choices, min: '', max: '' }, enumeration],
    [
      'a range among empty texts',
      { type: 'range', value: '', values: [], min: '-2147483648', max: '2147483647' },
      { kind: 'range', min: -2147483648n, max: 2147483647n },
    ],
    [
      'a range with its unit',
      { type: 'range', value: 'seconds', values: [], min: '0', max: '86400' },
      { kind: 'range', min: 0n, max: 86400n, unit: 'seconds' },
    ],
    [
      'a pattern',
      { type: 'regexp', value: '[KEg$lshzxeA]*', values: null, min: null, max: null },
      { kind: 'pattern', source: '[KEg$lshzxeA]*' },
    ],
    ['a kind that nobody knows', { type: 'mood', value: 'good' }, undefined],
    ['a range without bounds', { type: 'range', value: '', min: '', max: '' }, undefined],
    ['nothing', null, undefined],
  ])('%s', (_, told, expected) => {
    expect(ofKingsoft(told)).toEqual(expected)
  })

  test('of any form is read without an error', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.integer().map(String)))
    const told = fc.record(
      {
        type: fc.option(fc.oneof(fc.constantFrom('enum', 'range', 'regexp'), fc.string())),
        value: fc.oneof(text, fc.array(fc.string())),
        values: fc.option(fc.array(fc.string())),
        min: fc.oneof(text, fc.double(), fc.boolean()),
        max: fc.oneof(text, fc.double(), fc.boolean()),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(told, fc.string(), (given, value) => {
        const validity = ofKingsoft(given)
        if (validity) expect([true, false, undefined]).toContain(isValid(validity, value))
      }),
    )
  })
})

test('what the manuals print as values is valid by what they print as validity', () => {
  const told: string[] = []
  const check = (name: unknown, validity: ReturnType<typeof ofCheckingCode>, value: unknown) => {
    if (validity && typeof value === 'string') told.push(`${name}: ${isValid(validity, value)}`)
  }
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const fields: Record<string, unknown> = { ...value }
    if (typeof fields.CheckingCode === 'string')
      check(fields.ParameterName, ofCheckingCode(fields.CheckingCode), fields.ParameterValue)
    if (fields.validity) check(fields.name, ofKingsoft(fields.validity), fields.currentValue)
    for (const part of Object.values(value)) visit(part)
  }
  visit(samples)
  expect(told.length).toBeGreaterThan(50)
  expect(told.filter((line) => !line.endsWith(': true'))).toEqual([])
})
