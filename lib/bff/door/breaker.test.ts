import { expect, test } from 'vitest'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'
import { Breaker } from './breaker'

const at = { credential: 'acc/key1', region: 'kvstore cn-beijing' }
const error = (kind: ProviderErrorKind) => new ProviderError({ kind, operation: 's/Op', sent: true, code: `C-${kind}` })

function at0() {
  let now = 1_000
  return { breaker: new Breaker(() => now), pass: (ms: number) => (now += ms) }
}

test('a refused key stops all regions of the account at once, and another key is not affected', () => {
  const { breaker } = at0()
  breaker.admit(at, 's/Op').failed(error('wrong-key'))
  expect(() => breaker.admit({ ...at, region: 'kvstore cn-hangzhou' }, 's/Other')).toThrowError(
    expect.objectContaining({ kind: 'wrong-key', code: 'C-wrong-key', operation: 's/Other', sent: false }),
  )
  expect(breaker.admit({ ...at, credential: 'acc/key2' }, 's/Op')).toBeDefined()
})

test('a person who asks to check again passes, and a success closes it for all', () => {
  const { breaker } = at0()
  breaker.admit(at, 's/Op').failed(error('wrong-key'))
  breaker.admit(at, 's/Op', true).done()
  expect(breaker.admit(at, 's/Op')).toBeDefined()
})

test('five silent failures in a row stop one region only; after the pause exactly one trial goes through', () => {
  const { breaker, pass } = at0()
  for (let i = 0; i < 5; i++) breaker.admit(at, 's/Op').failed(error('timeout'))
  expect(() => breaker.admit(at, 's/Op')).toThrowError(expect.objectContaining({ kind: 'timeout' }))
  expect(breaker.admit({ ...at, region: 'kvstore cn-hangzhou' }, 's/Op')).toBeDefined()
  pass(5_000)
  const trial = breaker.admit(at, 's/Op')
  expect(() => breaker.admit(at, 's/Op')).toThrow()
  trial.done()
  expect(breaker.admit(at, 's/Op')).toBeDefined()
})

test('each failed trial waits longer, up to a minute', () => {
  const { breaker, pass } = at0()
  for (let i = 0; i < 5; i++) breaker.admit(at, 's/Op').failed(error('unreachable'))
  pass(5_000)
  breaker.admit(at, 's/Op').failed(error('unreachable'))
  pass(9_999)
  expect(() => breaker.admit(at, 's/Op')).toThrow()
  pass(1)
  for (let i = 0; i < 20; i++) {
    breaker.admit(at, 's/Op').failed(error('unreachable'))
    pass(60_000)
  }
  expect(breaker.admit(at, 's/Op')).toBeDefined()
})

test('an answer that says no, or our own cancellation, does not count as away', () => {
  const { breaker } = at0()
  for (let i = 0; i < 4; i++) breaker.admit(at, 's/Op').failed(error('timeout'))
  breaker.admit(at, 's/Op').failed(error('denied'))
  for (let i = 0; i < 4; i++) breaker.admit(at, 's/Op').failed(error('timeout'))
  for (let i = 0; i < 9; i++) breaker.admit(at, 's/Op').failed(error('cancelled'))
  breaker.admit(at, 's/Op').failed(error('timeout'))
  expect(() => breaker.admit(at, 's/Op')).toThrow()
})
