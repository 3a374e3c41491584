import { describe, expect, test } from 'vitest'
import { CloudHealth, Facets, InstanceWindow, LiveEvent } from '@/lib/model/fleet'
import { facets, health, instanceWindow, liveEvent } from './fleet-checks'

const instance = {
  ref: 'alibaba-kvstore.a.cn-hangzhou.r-1',
  key: { service: 'alibaba-kvstore', accountId: 'a', region: 'cn-hangzhou', id: 'r-1' },
  provider: 'alibaba',
  accountName: 'prod',
  environment: 'prod',
  team: '',
  seenAt: '2026-11-21T02:58:00.000Z',
  name: 'orders-cache',
  engine: 'redis',
  version: null,
  architecture: 'standard',
  status: 'running',
  vendorStatus: 'Normal',
  zone: null,
  zones: [],
  class: null,
  memoryMb: null,
  usedMemoryMb: 12,
  shards: null,
  replicas: null,
  connections: null,
  bandwidthMbps: null,
  qps: null,
  endpoints: [{ kind: 'private', host: 'h', port: null }],
  network: { type: 'unknown', vpcId: null, subnetId: null },
  chargeType: 'unknown',
  createdAt: null,
  expiresAt: null,
  tags: [{ key: 'app', value: '' }],
  locator: {},
}
const window = {
  items: [instance],
  offset: 0,
  matched: 1,
  total: 1,
  totals: { regions: 1, memoryMb: 0, memoryUnknown: 1, byStatus: { running: 1 } },
  errors: [],
}
const shard = {
  accountId: 'a',
  service: 'alibaba-kvstore',
  region: 'cn-hangzhou',
  state: 'failed',
  okAt: null,
  instances: 0,
  errorKind: 'timeout',
  errorCode: null,
  errorMessage: null,
  errorRequestId: null,
  failedSince: null,
  nextTryAt: null,
}
const clouds = {
  shards: [shard],
  accounts: [{ id: 'a', name: 'prod', provider: 'alibaba', paused: false, unlocked: true }],
  doubles: [{ accountIds: ['a', 'b'], count: 2 }],
  now: '2026-11-21T02:58:00.000Z',
}

describe('the checks of the list page', () => {
  test('accept what the model accepts', () => {
    expect(InstanceWindow.safeParse(window).error).toBeUndefined()
    expect(instanceWindow.safeParse(window).success).toBe(true)
    expect(CloudHealth.safeParse(clouds).error).toBeUndefined()
    expect(health.safeParse(clouds).success).toBe(true)
    const counts = { env: [{ value: 'prod', count: 3 }] }
    expect(Facets.safeParse(counts).success && facets.safeParse(counts).success).toBe(true)
  })

  test.each([
    ['no rows', { ...window, items: undefined }],
    ['a row without its reference', { ...window, items: [{ ...instance, ref: undefined }] }],
    ['memory that is a text', { ...window, items: [{ ...instance, memoryMb: '12' }] }],
    ['totals that are missing', { ...window, totals: undefined }],
    ['an error page', '<html>'],
  ])('refuse %s, as the model does', (_, answer) => {
    expect(InstanceWindow.safeParse(answer).success).toBe(false)
    expect(instanceWindow.safeParse(answer).success).toBe(false)
  })

  test('know every kind of live event, and no other', () => {
    const events = [
      { type: 'hello', now: '', version: '' },
      { type: 'inventory', accountId: 'a', service: 's', region: 'r', state: 'ok' },
      { type: 'instance', ref: 'x' },
      { type: 'account', accountId: 'a' },
      { type: 'probe', accountId: 'a' },
      { type: 'session' },
    ]
    for (const event of events) {
      expect(LiveEvent.safeParse(event).success).toBe(true)
      expect(liveEvent.safeParse(event).success).toBe(true)
    }
    for (const event of [{ type: 'other' }, { type: 'instance' }, null, 'instance', { type: 'toString' }])
      expect(liveEvent.safeParse(event).success).toBe(false)
  })
})
