import { expect, test } from 'vitest'
import { humanOf } from './human'

test.each([
  ['33554432', 'bytes', '32 MB'],
  ['1536', 'bytes', '1.5 KB'],
  ['1023', 'bytes', undefined],
  ['10000', 'microseconds', '10 ms'],
  ['2500000', 'microseconds', '2.5 s'],
  ['999', 'microseconds', undefined],
  ['59', 'seconds', undefined],
  ['-1', 'bytes', undefined],
  ['9999999999999999', 'bytes', undefined],
  ['abc', 'seconds', undefined],
  ['512', undefined, undefined],
] as const)('%s %s is %s', (text, unit, said) => {
  expect(humanOf(text, unit, 'en')).toBe(said)
})
