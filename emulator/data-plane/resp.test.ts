import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCommand, RespError, type RespValue, respReader } from './resp'

const written = (value: RespValue): string => {
  if (value === null) return '$-1\r\n'
  if (value instanceof RespError) return `-${value.message}\r\n`
  if (typeof value === 'number') return `:${value}\r\n`
  if (typeof value === 'string') return `$${Buffer.byteLength(value)}\r\n${value}\r\n`
  return `*${value.length}\r\n${value.map(written).join('')}`
}

const { value: anyValue } = fc.letrec<{ value: RespValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
}))

test('answers are read whole, wherever the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 5 }), fc.array(fc.nat(400), { maxLength: 6 }), (values, cuts) => {
      const data = Buffer.from(values.map(written).join(''))
      const reader = respReader()
      const edges = [0, ...cuts.map((cut) => Math.min(cut, data.length)).sort((a, b) => a - b), data.length]
      const read = edges.slice(1).flatMap((edge, n) => reader.push(data.subarray(edges[n], edge)))
      expect(read).toEqual(values)
    }),
  )
})

test('a command is a list of texts, counted in bytes', () => {
  expect(encodeCommand(['SET', '键', 1])).toBe('*3\r\n$3\r\nSET\r\n$3\r\n键\r\n$1\r\n1\r\n')
})

test('errors are told as errors, and what is not RESP is refused', () => {
  expect(respReader().push(Buffer.from('-NOPERM no\r\n+OK\r\n'))).toEqual([new RespError('NOPERM no'), 'OK'])
  expect(() => respReader().push(Buffer.from('HTTP/1.1\r\n'))).toThrow('not RESP')
})
