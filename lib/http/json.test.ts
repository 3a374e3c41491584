import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './json'

test('reads what JSON.parse reads, where no number is too big', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      let big = false
      const plain: unknown = JSON.parse(text, (key, value) => {
        // Dropped on purpose: the test after the next.
        if (key === '__proto__') return undefined
        if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) big = true
        return value
      })
      fc.pre(!big)
      expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(plain))
    }),
  )
})

test('keeps integers that no double holds, as their digits', () => {
  expect(parseJson('{"max":9223372036854775807,"min":-9223372036854775808,"ok":9007199254740991,"n":1.5}')).toEqual({
    max: '9223372036854775807',
    min: '-9223372036854775808',
    ok: 9007199254740991,
    n: 1.5,
  })
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      const [kept] = parseJson(`[${value}]`) as [number | string] // a list of one number
      expect(BigInt(kept)).toBe(value)
    }),
  )
})

test('never makes an infinite number', () => {
  expect(parseJson('[1e400,-1e400]')).toEqual(['1e400', '-1e400'])
})

test('drops __proto__ however it is written, and takes the last of duplicate keys', () => {
  const value = parseJson('{"__proto__":{"admin":1},"\\u005f_proto__":{"admin":2},"a":1,"a":2}')
  expect(value).toEqual({ a: 2 })
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(parseJson('{"a":1,"a":12345678901234567890,"__proto__":1}')).toEqual({ a: '12345678901234567890' })
})

test('refuses nesting without end, with and without big numbers', () => {
  for (const heart of ['1', '12345678901234567890']) {
    const text = '['.repeat(50_000) + heart + ']'.repeat(50_000)
    expect(() => parseJson(text)).toThrow(SyntaxError)
  }
})

test.each(['', '<html></html>', '{', '{"a":NaN}', 'undefined', '{"a":1}x'])('refuses %j', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError)
})
