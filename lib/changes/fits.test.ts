import { expect, test } from 'vitest'
import { connectionsFit } from './fits'

test.each<[string, number | null | undefined, number | null | undefined, string]>([
  ['well below the limit', 100, 1_000, 'ok'],
  ['close to it', 900, 1_000, 'warn'],
  ['at it', 1_000, 1_000, 'warn'],
  ['above it', 1_001, 1_000, 'block'],
  ['nobody tells how many are open', null, 1_000, 'unknown'],
  ['nobody tells the limit', 100, null, 'unknown'],
])('connections against a new limit: %s', (_, inUse, limit, result) => {
  expect(connectionsFit(inUse, limit).result).toBe(result)
})
