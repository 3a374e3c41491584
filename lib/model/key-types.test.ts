import { expect, test } from 'vitest'
import type { FoundKey } from './key-analysis'
import { groupsOf, sizeOf } from './key-types'

const key = (pattern: string, bytes: number, over: Partial<FoundKey> = {}): FoundKey => ({
  pattern,
  text: null,
  type: 'hash',
  bytes,
  size: null,
  elements: 1,
  uses: null,
  database: 0,
  expiry: -1,
  ...over,
})

test('masked keys are one row for each pattern and type, those that are most together first', () => {
  const keys = [
    key('a:*', 90),
    key('b:*', 80, { elements: 5 }),
    key('b:*', 70, { expiry: 60 }),
    key('b:*', 60, { type: 'set' }),
  ]
  expect(groupsOf(keys, sizeOf)).toMatchObject([
    { pattern: 'b:*', type: 'hash', keys: 2, bytes: 80, together: 150, elements: 6, expiry: null, database: 0 },
    { pattern: 'a:*', keys: 1, bytes: 90, together: 90, expiry: -1 },
    { pattern: 'b:*', type: 'set', keys: 1, together: 60 },
  ])
})

test('keys that are shown stay each by itself, and a sum of which a part is not told is unknown', () => {
  const shown = [key('a:*', 1, { text: 'a:1' }), key('a:*', 2, { text: 'a:2' })]
  expect(groupsOf(shown, sizeOf).map(({ text, keys }) => [text, keys])).toEqual([
    ['a:1', 1],
    ['a:2', 1],
  ])
  const untold = [key('a:*', 1), key('a:*', 2, { bytes: null })]
  expect(groupsOf(untold, sizeOf)).toMatchObject([{ keys: 2, together: null }])
})
