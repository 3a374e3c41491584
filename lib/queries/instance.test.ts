import { describe, expect, test } from 'vitest'
import { InstanceCan } from '@/lib/model/action'
import { InstancePage } from '@/lib/model/fleet'
import { InstanceParameters } from '@/lib/model/parameter'
import { instanceCan } from './actions'
import { instancePage } from './instance'
import { instanceParameters } from './instance-parameters'

const facts = {
  name: 'orders-cache',
  engine: 'redis',
  version: null,
  architecture: 'cluster',
  status: 'running',
  vendorStatus: 'Normal',
  zone: null,
  zones: [],
  class: null,
  memoryMb: null,
  usedMemoryMb: null,
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
  tags: [],
  locator: {},
}
const node = { id: 'n', role: 'primary', shard: null, zone: null, memoryMb: null, status: null }
/** As it was stored before anybody asked for orders and read-only nodes. */
const detail = {
  facts,
  maintenance: null,
  minorVersion: null,
  autoRenew: null,
  releaseProtection: true,
  passwordFree: null,
  project: { id: '0', name: null },
  resourceGroup: null,
  securityGroup: null,
  securityIps: ['10.0.0.0/8'],
  description: null,
  nodes: [node],
}
const page = {
  instance: {
    ...facts,
    ref: 'alibaba-kvstore.a.cn-hangzhou.r-1',
    key: { service: 'alibaba-kvstore', accountId: 'a', region: 'cn-hangzhou', id: 'r-1' },
    provider: 'alibaba',
    accountName: 'prod',
    environment: 'prod',
    team: '',
    seenAt: '2026-11-21T02:58:00.000Z',
  },
  detail,
  detailAt: null,
  raw: { list: {}, detail: null },
  shard: {
    accountId: 'a',
    service: 'alibaba-kvstore',
    region: 'cn-hangzhou',
    state: 'ok',
    okAt: null,
    instances: 1,
    errorKind: null,
    errorCode: null,
    errorMessage: null,
    errorRequestId: null,
    failedSince: null,
    nextTryAt: null,
  },
  goneAt: null,
}
const can = { ref: 'x', factsAt: '', can: { restart: null, flush: { code: 'status' } }, held: null }
const parameter = {
  name: 'timeout',
  value: null,
  default: '0',
  validity: { kind: 'range', min: '0', max: '9' },
  restart: null,
  fixed: null,
  told: null,
  changed: null,
  wanted: null,
}
const parameters = {
  at: '',
  sources: ['DescribeParameters'],
  none: null,
  refusal: null,
  refused: [],
  resets: false,
  parameters: [parameter],
}

describe('the checks of the page of an instance', () => {
  test.each([
    ['a page', InstancePage, instancePage, page],
    ['a page without details', InstancePage, instancePage, { ...page, detail: null, shard: null }],
    ['actions', InstanceCan, instanceCan, can],
    ['actions while one is held', InstanceCan, instanceCan, { ...can, held: { change: 'c', action: 'spec', by: 'a' } }],
    ['parameters', InstanceParameters, instanceParameters, parameters],
    ['no parameters', InstanceParameters, instanceParameters, { ...parameters, none: 'engine', parameters: [] }],
  ] as const)('accept %s, as the model does', (_, model, check, answer) => {
    expect(model.safeParse(answer).error).toBeUndefined()
    expect(check.safeParse(answer).success).toBe(true)
  })

  test.each([
    ['a page of nothing', InstancePage, instancePage, { ...page, instance: null }],
    ['details without facts', InstancePage, instancePage, { ...page, detail: { ...detail, facts: undefined } }],
    [
      'nodes that are none',
      InstancePage,
      instancePage,
      { ...page, detail: { ...detail, nodes: [{ ...node, role: 1 }] } },
    ],
    ['actions that are a list', InstanceCan, instanceCan, { ...can, can: ['restart'] }],
    ['a reason without a code', InstanceCan, instanceCan, { ...can, can: { flush: {} } }],
    [
      'a value that is a number',
      InstanceParameters,
      instanceParameters,
      { ...parameters, parameters: [{ ...parameter, value: 1 }] },
    ],
    ['an error page', InstancePage, instancePage, '<html>'],
  ] as const)('refuse %s, as the model does', (_, model, check, answer) => {
    expect(model.safeParse(answer).success).toBe(false)
    expect(check.safeParse(answer).success).toBe(false)
  })
})
