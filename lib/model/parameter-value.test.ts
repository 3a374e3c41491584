import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formOf, ValidityForm, validityOfForm } from './parameter'
import { allowedText, allows, flagsOf, isTriple, sameValue } from './parameter-value'
import { isValid, type Validity } from './validity'

const NOTIFY = 'notify-keyspace-events'
const pattern = (source: string): Validity => ({ kind: 'pattern', source })

describe('what may be sent', () => {
  test.each<[string, Validity | undefined, string, boolean | undefined]>([
    ['timeout', { kind: 'range', min: 0n, max: 9007199254740993n }, '9007199254740993', true],
    ['timeout', { kind: 'range', min: 0n, max: 9007199254740993n }, '9007199254740994', false],
    ['maxmemory-policy', { kind: 'enumeration', values: ['noeviction'] }, 'allkeys-lru', false],
    [NOTIFY, pattern('[KEg$lshzxeA]*'), 'KEx', true],
    [NOTIFY, pattern('[KEg$lshzxeA]*'), 'KEq', false],
    [NOTIFY, pattern('.*'), 'KEq', false],
    [NOTIFY, pattern('.*'), '', true],
    ['client-output-buffer-limit pubsub', pattern('\\d+\\s+\\d+\\s+\\d+'), '1 2 3', true],
    ['client-output-buffer-limit pubsub', pattern('\\d+\\s+\\d+\\s+\\d+'), '1 2', false],
    ['some-text', undefined, 'anything', undefined],
    ['some-text', pattern('(?=a)a'), 'a', undefined],
  ])('%s (%#)', (name, validity, value, expected) => {
    expect(allows(name, validity, value)).toBe(expected)
  })

  test('is picked from letters, typed as three numbers, or free', () => {
    expect(flagsOf(NOTIFY, pattern('[KEx]*'))).toBe('KEx')
    expect(flagsOf(NOTIFY, pattern('.*'))).toBe('KEg$lshzxeA')
    expect(flagsOf('disabled', pattern('.*'))).toBeUndefined()
    expect([isTriple(pattern('\\d+\\s+\\d+\\s+\\d+')), isTriple(pattern('\\d+')), isTriple(undefined)]).toEqual([
      true,
      false,
      false,
    ])
    expect(allowedText('hz', { kind: 'range', min: 1n, max: 500n })).toBe('1 – 500')
  })
})

describe('a value that a server wrote', () => {
  test.each([
    [NOTIFY, 'KEx', 'xKE', true],
    [NOTIFY, 'KEA', 'AKE', true],
    [NOTIFY, 'KEA', 'KEg$lshzxe', true],
    [NOTIFY, 'KEx', 'KE', false],
    ['client-output-buffer-limit pubsub', '1  2 3', '1 2 3', true],
    ['hz', '010', '10', true],
    ['hz', '10', '100', false],
    ['maxmemory-policy', 'allkeys-lru', 'Allkeys-LRU', false],
  ])('%s %j is %j: %s', (name, a, b, expected) => {
    expect(sameValue(name, a, b)).toBe(expected)
  })
})

test('every validity goes through JSON without losing a digit', () => {
  const integer = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
  const validity = fc.oneof(
    fc.record({ kind: fc.constant('enumeration' as const), values: fc.array(fc.string(), { minLength: 1 }) }),
    fc
      .tuple(integer, integer)
      .map(([a, b]) => ({ kind: 'range' as const, min: a < b ? a : b, max: a < b ? b : a, unit: 'seconds' })),
    fc.record({ kind: fc.constant('pattern' as const), source: fc.string() }),
  )
  fc.assert(
    fc.property(validity, fc.oneof(integer.map(String), fc.string()), (before, value) => {
      const after = validityOfForm(ValidityForm.parse(JSON.parse(JSON.stringify(formOf(before)))))
      expect(after).toEqual(before)
      expect(isValid(after, value)).toBe(isValid(before, value))
    }),
  )
})
