import { expect, test } from 'vitest'
import { heldIsNews } from './held'

test('tries during a pause are put on record once a minute for an account and for an address', () => {
  const start = 1_000_000
  expect(heldIsNews(['ada@example.com', '192.0.2.1'], start)).toBe(true)
  expect(heldIsNews(['ada@example.com', '192.0.2.2'], start + 1_000)).toBe(false)
  expect(heldIsNews(['bea@example.com', '192.0.2.1'], start + 1_000)).toBe(false)
  expect(heldIsNews(['bea@example.com', '192.0.2.3'], start + 1_000)).toBe(true)
  expect(heldIsNews(['ada@example.com', '192.0.2.1'], start + 60_000)).toBe(true)
})
