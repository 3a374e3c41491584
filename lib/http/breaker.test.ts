import { expect, test } from 'vitest'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'
import { makeBreaker } from './breaker'

const OPERATION = 'alibaba-kvstore/DescribeInstances'
const key = { accountId: 'a', credentialId: 'c1', region: 'cn-hangzhou' }
const error = (kind: ProviderErrorKind) => new ProviderError({ kind, operation: OPERATION, code: 'X', sent: true })

function setup() {
  let now = 0
  const breaker = makeBreaker(() => now)
  return {
    breaker,
    later: (ms: number) => {
      now += ms
    },
    isOpen: (where = key, force = false) => {
      try {
        breaker.admit(where, OPERATION, force)
        return false
      } catch (open) {
        expect(open).toMatchObject({ sent: false })
        return true
      }
    },
  }
}

test('a refused key stops all calls of the account, in every region, until the key changes', () => {
  const { breaker, isOpen, later } = setup()
  breaker.failed(key, error('wrong-key'))
  later(14 * 60_000)
  expect(isOpen()).toBe(true)
  expect(isOpen({ ...key, region: 'cn-shanghai' })).toBe(true)
  expect(isOpen({ ...key, accountId: 'other' })).toBe(false)
  expect(isOpen({ ...key, credentialId: 'c2' })).toBe(false)
})

test('a refused key is tried again by one call in a quarter of an hour, and works on when that one does', () => {
  const { breaker, isOpen, later } = setup()
  breaker.failed(key, error('wrong-key'))
  later(15 * 60_000)
  expect(isOpen()).toBe(false)
  expect(isOpen()).toBe(true)
  breaker.failed(key, error('wrong-key'))
  expect(isOpen()).toBe(true)
  later(15 * 60_000)
  expect(isOpen()).toBe(false)
  breaker.succeeded(key)
  expect([isOpen(), isOpen({ ...key, region: 'cn-shanghai' })]).toEqual([false, false])
})

test('a forced call passes, and its success closes the breaker', () => {
  const { breaker, isOpen } = setup()
  breaker.failed(key, error('wrong-key'))
  expect(isOpen(key, true)).toBe(false)
  breaker.succeeded(key)
  expect(isOpen()).toBe(false)
})

test('five unreachable calls in a row open it for the region only; one probe is let through, then all', () => {
  const { breaker, isOpen, later } = setup()
  for (let i = 0; i < 4; i++) breaker.failed(key, error(i % 2 ? 'timeout' : 'unreachable'))
  expect(isOpen()).toBe(false)
  breaker.failed(key, error('timeout'))
  expect(isOpen()).toBe(true)
  expect(isOpen({ ...key, region: 'cn-shanghai' })).toBe(false)
  later(5_000)
  expect(isOpen()).toBe(false)
  expect(isOpen()).toBe(true)
  breaker.succeeded(key)
  expect(isOpen()).toBe(false)
  expect(isOpen()).toBe(false)
})

test('a probe that fails waits longer; one that was abandoned gives its turn to the next', () => {
  const { breaker, isOpen, later } = setup()
  for (let i = 0; i < 5; i++) breaker.failed(key, error('unreachable'))
  later(5_000)
  expect(isOpen()).toBe(false)
  breaker.failed(key, error('unreachable'))
  later(5_000)
  expect(isOpen()).toBe(true)
  later(5_000)
  expect(isOpen()).toBe(false)
  breaker.abandoned(key)
  expect(isOpen()).toBe(false)
})

test('an answer, even no, between failures starts the count again', () => {
  const { breaker, isOpen } = setup()
  for (let i = 0; i < 4; i++) breaker.failed(key, error('timeout'))
  breaker.failed(key, error('denied'))
  for (let i = 0; i < 4; i++) breaker.failed(key, error('timeout'))
  expect(isOpen()).toBe(false)
})
