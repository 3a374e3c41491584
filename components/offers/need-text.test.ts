import { expect, test } from 'vitest'
import { NO_NEED, needOf } from './need-text'

test('numbers as people type them, memory with what stays free', () => {
  expect(needOf({ memoryGb: '12.8', connections: '80,000', qps: ' 5 000 ' })).toEqual({
    asked: { memoryMb: 12.8 * 1024, connections: 80_000, qps: 5_000 },
    need: { memoryMb: 16 * 1024, connections: 80_000, qps: 5_000 },
    wrong: [],
  })
  expect(needOf(NO_NEED)).toEqual({ asked: {}, need: {}, wrong: [] })
})

test('what is no number above zero is wrong, and asks for nothing', () => {
  expect(needOf({ memoryGb: 'much', connections: '1.5', qps: '0' })).toEqual({
    asked: {},
    need: {},
    wrong: ['memoryGb', 'connections', 'qps'],
  })
})
