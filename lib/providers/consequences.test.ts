import { describe, expect, test } from 'vitest'
import { someFacts } from '@/lib/inventory/testing'
import { ACTIONS, type ActionId } from '@/lib/model/action'
import type { InstanceFacts } from '@/lib/model/instance'
import { SERVICE_IDS } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { ACTIONS_OF, RULES_OF } from './action-registry'
import { consequencesOf } from './actions'

const said = (service: ServiceId, action: ActionId, params: object = {}, facts: Partial<InstanceFacts> = {}) =>
  consequencesOf(RULES_OF[service][action] ?? [], someFacts(facts), { ...params }).map(({ id }) => id)

describe('what each manual says, by the kind of instance and of change', () => {
  test.each<[ServiceId, ActionId, object, Partial<InstanceFacts>, string[]]>([
    ['alibaba-kvstore', 'rename', {}, {}, []],
    ['alibaba-kvstore', 'restart', { upgradeMinorVersion: false }, {}, ['connections-break', 'minor-version-kept']],
    ['alibaba-kvstore', 'restart', { upgradeMinorVersion: true }, {}, ['connections-break', 'minor-version-too']],
    ['alibaba-kvstore', 'flush', {}, {}, ['data-erased', 'no-way-back']],
    ['alibaba-kvstore', 'flush', {}, { engine: 'memcached' }, ['data-erased', 'no-way-back']],
    [
      'alibaba-kvstore',
      'minor-version',
      {},
      { architecture: 'cluster' },
      ['connections-break-for', 'read-only-for', 'no-way-back'],
    ],
    ['alibaba-kvstore', 'minor-version', {}, { engine: 'memcached' }, ['no-way-back']],
    ['alibaba-kvstore', 'spec', { force: false, pay: false, 'to.standalone': true }, {}, ['replica-gone']],
    ['alibaba-kvstore', 'spec', { force: true, pay: false }, { chargeType: 'pay-as-you-go' }, ['forced']],
    ['alibaba-kvstore', 'spec', { force: false, pay: false }, { chargeType: 'subscription' }, ['order-waits']],
    ['alibaba-kvstore', 'spec', { force: false, pay: true }, { chargeType: 'subscription' }, ['paid-by-itself']],
    [
      'alibaba-kvstore',
      'switch-ha',
      { prefer: 'AvailablePriority' },
      {},
      ['seconds-without-connection', 'read-only-phase', 'unmanageable-meanwhile', 'newest-writes-may-be-lost'],
    ],
    ['alibaba-kvstore', 'to-subscription', { pay: false }, {}, ['no-way-back', 'not-releasable-after', 'order-waits']],
    ['jdcloud-redis', 'spec', {}, { architecture: 'cluster' }, ['connections-break', 'memory-must-hold-data']],
    ['jdcloud-redis', 'minor-version', {}, {}, []],
    ['kingsoft-redis', 'flush', {}, {}, ['data-erased', 'no-way-back-known']],
    ['kingsoft-redis', 'spec', {}, {}, ['only-larger']],
    ['kingsoft-redis', 'lock', {}, {}, []],
    ['kingsoft-redis', 'password', {}, {}, ['old-password-fails']],
    ['kingsoft-memcached', 'password', {}, {}, ['old-password-fails']],
    ['alibaba-kvstore', 'create', { pay: false }, { chargeType: 'pay-as-you-go' }, []],
    [
      'alibaba-kvstore',
      'create',
      { pay: true, autoRenew: true, 'given.vpcId': false },
      { chargeType: 'subscription' },
      ['not-releasable-after', 'paid-by-itself', 'renewed-days-before', 'classic-network'],
    ],
    ['jdcloud-redis', 'create', { 'given.password': false }, { chargeType: 'pay-as-you-go' }, ['no-password']],
    [
      'jdcloud-redis',
      'create',
      { 'given.password': true, 'given.backupId': true, 'given.secondaryZone': false },
      { chargeType: 'subscription' },
      ['copies-in-one-zone', 'order-paid-at-once', 'not-releasable-before-end', 'starts-with-data'],
    ],
    ['kingsoft-redis', 'create', { 'given.backupHour': false }, { chargeType: 'pay-as-you-go' }, ['no-backups']],
    ['kingsoft-memcached', 'create', {}, { chargeType: 'subscription' }, ['order-paid-at-once']],
  ])('%s %s %j %j', (service, action, params, facts, ids) => {
    expect(said(service, action, params, facts)).toEqual(ids)
  })
})

test('every rule is of an action that its service has, and no action says the same twice', () => {
  for (const service of SERVICE_IDS) {
    for (const action of ACTIONS) {
      const rules = RULES_OF[service][action] ?? []
      if (rules.length > 0 && action !== 'create')
        expect(ACTIONS_OF[service][action], `${service} ${action}`).toBeDefined()
      expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    }
  }
})

test('every action goes to a row of its own service that is no read, and money is shown where it is at stake', () => {
  for (const service of SERVICE_IDS) {
    for (const action of Object.values(ACTIONS_OF[service])) {
      expect(action.operation.service).toBe(service)
      expect(action.operation.kind).not.toBe('read')
      if (action.money) expect(action.operation.costs).toBe(true)
    }
  }
})
