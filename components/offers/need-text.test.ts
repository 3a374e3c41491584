import { expect, test } from 'vitest'
import { inUseText, NO_NEED, needOf } from './need-text'

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

test('what is in use is typed for one, rounded up; what nobody tells stays as it was', () => {
  const at = new Date(0).toISOString()
  expect(inUseText({ usedMemoryMb: 1500, connections: 812.2, at })).toEqual({ memoryGb: '1.47', connections: '813' })
  expect(inUseText({ usedMemoryMb: null, connections: 0, at })).toEqual({})
})
