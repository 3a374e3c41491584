import { describe, expect, test } from 'vitest'
import type { Shard } from '@/lib/model/account'
import type { CloudHealth } from '@/lib/model/fleet'
import { cloudStates } from './cloud-states'

const shard = (region: string, more: Partial<Shard> = {}): Shard => ({
  accountId: 'a',
  service: 'alibaba-kvstore',
  region,
  state: 'ok',
  okAt: '2026-11-21T03:00:00Z',
  instances: 1,
  errorKind: null,
  errorCode: null,
  errorMessage: null,
  errorRequestId: null,
  failedSince: null,
  nextTryAt: null,
  ...more,
})
const account = { id: 'a', name: 'prod', provider: 'alibaba', paused: false, unlocked: true }
const health = (shards: Shard[], accounts = [account]): CloudHealth => ({
  shards,
  accounts,
  doubles: [],
  now: '2026-11-21T03:01:00Z',
})
const stateOf = (given: CloudHealth) => cloudStates(given, ['alibaba', 'jdcloud'])

describe('the status line', () => {
  test('says nothing of a cloud without an account', () => {
    expect(stateOf(health([shard('r1')])).map(({ provider }) => provider)).toEqual(['alibaba'])
  })

  test('tells the age of the oldest facts shown', () => {
    const old = '2026-11-21T02:00:00Z'
    expect(stateOf(health([shard('r1'), shard('r2', { okAt: old })]))).toMatchObject([{ state: 'ok', okAt: old }])
  })

  test('names failed regions, and keeps naming them while they are tried again', () => {
    const failed = shard('r2', { state: 'syncing', errorKind: 'timeout' })
    expect(stateOf(health([shard('r1'), failed]))).toMatchObject([
      {
        state: 'failed',
        tone: 'warn',
        failed: 1,
        total: 2,
        failures: [{ how: 'silent', places: [{ region: 'r2', account: null }] }],
      },
    ])
  })

  test('is in danger colour only when every region failed', () => {
    expect(stateOf(health([shard('r1', { state: 'failed', errorKind: 'denied' })]))).toMatchObject([{ tone: 'danger' }])
  })

  test('counts a region once for each account that reads it, and names the account that failed', () => {
    const second = { ...account, id: 'b', name: 'former' }
    const failed = shard('r1', { accountId: 'b', errorKind: 'wrong-key', okAt: null })
    expect(stateOf(health([shard('r1'), shard('r2'), failed], [account, second]))).toMatchObject([
      {
        tone: 'warn',
        failed: 1,
        total: 3,
        many: true,
        older: false,
        failures: [{ how: 'refused', places: [{ region: 'r1', account: 'former' }] }],
      },
    ])
  })

  test.each([
    ['timeout', 'silent'],
    ['throttled', 'limited'],
    ['server-error', 'erred'],
    ['bad-answer', 'unreadable'],
    ['expired-key', 'refused'],
  ])('does not call a cloud silent that answered: %s', (errorKind, how) => {
    expect(stateOf(health([shard('r1', { errorKind })]))).toMatchObject([{ failures: [{ how }], older: true }])
  })

  test('does not count a paused account as failing', () => {
    const paused = { ...account, paused: true }
    expect(stateOf(health([shard('r1', { errorKind: 'timeout' })], [paused]))).toMatchObject([
      { state: 'paused', failed: 0, failures: [] },
    ])
  })

  test('never calls a cloud read that was not read yet', () => {
    expect(stateOf(health([shard('r1', { state: 'never', okAt: null })]))).toMatchObject([{ state: 'never' }])
  })
})
