import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patternOf } from './pattern'
import { integerOf, isValid, rangeOf } from './validity'

/** Sources of regular expressions over a small alphabet, so that matches happen. */
const { source } = fc.letrec<{ source: string }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'a',
      'b',
      '1',
      '-',
      '.',
      '\\d',
      '\\w',
      '\\s',
      '\\D',
      '[ab]',
      '[^a]',
      '[a-c]',
      '[\\d-]',
      '\\.',
      '^',
      '$',
    ),
    fc.tuple(tie('source'), tie('source')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('source'), tie('source')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('source'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', '{0}'))
      .map(([part, times]) => `(?:${part})${times}`),
  ),
}))
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-', '.', ' ', '\n', '界'), maxLength: 6 })

/** What the language's own engine says; undefined when it does not take the pattern. */
function reference(pattern: string, value: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value)
  } catch {
    return undefined
  }
}

describe('a pattern', () => {
  test('matches what the engine of the language matches', () => {
    let matched = 0
    fc.assert(
      fc.property(source, text, (pattern, value) => {
        const expected = reference(pattern, value)
        expect(patternOf(pattern)?.matches(value)).toBe(expected)
        if (expected) matched++
      }),
      { numRuns: 3_000 },
    )
    expect(matched).toBeGreaterThan(100)
  })

  test('of any text is understood as the engine does, or not at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab1[](){}^$.*+?|\\,-dswnxk'), maxLength: 12 }),
        text,
        (pattern, value) => {
          const own = patternOf(pattern)?.matches(value)
          if (own !== undefined) expect(own).toBe(reference(pattern, value))
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test.each(['(a+)+$', '(a*)*b', '(a|a)*$', '(a|aa)+$', '(.*)*x', '(?:(?:a{1,9}){1,9}){1,9}b'])(
    '%s, which takes others for ever, is done with',
    (pattern) => {
      expect(patternOf(pattern)?.matches(`${'a'.repeat(4_000)}!`)).not.toBe(true)
    },
  )

  test.each([
    ['one that counts for ever', '(((){9999}){9999}){9999}'],
    ['one that looks ahead', '(?=a)a'],
    ['one that refers back', '(a)\\1'],
    ['one that is not closed', '(a'],
    ['one that is too long', 'a'.repeat(501)],
    ['one that grows too large', '((a{999}){999}){999}'],
    ['one that is too deep', '('.repeat(60) + ')'.repeat(60)],
  ])('%s harms nobody', (_, pattern) => {
    expect([undefined, true, false]).toContain(patternOf(pattern)?.matches('a'))
  })

  test('of a very long text nothing is said', () => {
    expect(patternOf('a*')?.matches('a'.repeat(4_097))).toBeUndefined()
  })
})

describe('a range', () => {
  const big = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })

  test('counts beyond what a number holds', () => {
    fc.assert(
      fc.property(big, big, big, (a, b, value) => {
        const [min, max] = a <= b ? [a, b] : [b, a]
        const range = rangeOf(String(min), String(max))
        expect(range && isValid(range, String(value))).toBe(min <= value && value <= max)
      }),
    )
    const range = rangeOf('0', '9007199254740993')
    expect(range && [isValid(range, '9007199254740993'), isValid(range, '9007199254740994')]).toEqual([true, false])
  })

  test.each(['', ' 5', '5 ', '+5', '5.0', '0x5', '1e1', '五', '--5', '5\n', '9'.repeat(50)])(
    '%j is not in it',
    (value) => {
      const range = rangeOf('-10', '10')
      expect(range && isValid(range, value)).toBe(false)
    },
  )

  test('the wrong way round or without numbers is none', () => {
    expect([rangeOf('5', '1'), rangeOf('', '1'), rangeOf('a', '1')]).toEqual([undefined, undefined, undefined])
    expect(integerOf('-12')).toBe(-12n)
  })
})

test('choices are exact', () => {
  const validity = { kind: 'enumeration', values: ['yes', 'no'] } as const
  expect(['yes', 'YES', '', 'yes|no'].map((value) => isValid(validity, value))).toEqual([true, false, false, false])
})
