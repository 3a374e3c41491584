import { expect, test } from 'vitest'
import { PROVIDER_ERROR_KINDS, ProviderError } from '@/lib/providers/error'
import { outcomeOf } from './outcome'

const after = (kind: (typeof PROVIDER_ERROR_KINDS)[number], sent: boolean) =>
  outcomeOf(new ProviderError({ kind, operation: 's/Op', sent }))

test('a write that may have arrived and was not refused is unknown', () => {
  for (const kind of [
    'timeout',
    'dropped',
    'cancelled',
    'bad-answer',
    'too-large',
    'server-error',
    'unknown',
  ] as const) {
    expect(after(kind, true), kind).toBe('unknown')
  }
  expect(outcomeOf(new Error('anything else'))).toBe('unknown')
})

test('a write of which no byte left has failed, whatever stopped it', () => {
  for (const kind of PROVIDER_ERROR_KINDS) expect(after(kind, false), kind).toBe('failed')
})

test('a write that the cloud refused has failed', () => {
  for (const kind of ['denied', 'wrong-key', 'throttled', 'invalid-input', 'wrong-state', 'balance'] as const) {
    expect(after(kind, true), kind).toBe('failed')
  }
})

test('a refusal after a try that may have arrived settles nothing', () => {
  const refused = new ProviderError({ kind: 'throttled', operation: 's/Op', sent: true })
  expect(outcomeOf(refused)).toBe('failed')
  expect(outcomeOf(refused.asUnsettled())).toBe('unknown')
})
