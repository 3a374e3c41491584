import { describe, expect, test } from 'vitest'
import { someFacts } from '@/lib/inventory/testing'
import { ACTIONS, type ActionId } from '@/lib/model/action'
import type { InstanceFacts } from '@/lib/model/instance'
import { SERVICE_IDS } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { ACTIONS_OF, RULES_OF } from './action-registry'
import { consequencesOf } from './actions'

type Case = [action: ActionId, params: object, facts: Partial<InstanceFacts>, ids: string[]]
const subscription = { chargeType: 'subscription' } as const
const payAsYouGo = { chargeType: 'pay-as-you-go' } as const
const cluster = { architecture: 'cluster' } as const
const standard = { architecture: 'standard' } as const
const splitting = { architecture: 'read-write-splitting' } as const
const memcached = { engine: 'memcached' } as const
const password = 'Planted1Passw0rd'
const set = { timeout: '60' }
const window = { startUtc: '18:00', endUtc: '20:00' }

/** `seen.` is what the action observed, `to.` what follows from the new size. What is chosen goes through the action's own schema first, so that defaults count. Empty: no rule is known. */
const CASES: Record<ServiceId, Case[]> = {
  'alibaba-kvstore': [
    ['rename', { name: 'orders' }, {}, []],
    ['password', { password }, {}, ['old-password-fails']],
    ['password', { password }, memcached, ['old-password-fails']],
    ['analyze-keys', {}, {}, ['analysis-superseded']],
    ['maintenance-event', { event: '100001', switchAt: '2026-11-20T18:50:00Z' }, {}, []],
    [
      'audit-log',
      {},
      standard,
      ['audit-billed', 'audit-retention-of-region', 'audit-role-first', 'audit-newest-minor', 'audit-log-rights'],
    ],
    ['audit-log', { on: false }, cluster, ['audit-log-rights', 'audit-nodes-together']],
    ['log-permission', {}, {}, ['acts-on-account']],
    ['backup', {}, {}, []],
    ['backup-policy', { days: 'Monday', startUtc: '19:00', endUtc: '20:00' }, {}, ['increments-off']],
    ['backup-policy', { days: 'Monday', startUtc: '19:00', endUtc: '20:00', 'seen.incremental': false }, {}, []],
    ['backup-policy', { days: 'Monday', startUtc: '19:00', endUtc: '20:00', incremental: true }, {}, []],
    ['restore', { backup: '1' }, cluster, ['data-overwritten']],
    ['maintenance', window, {}, []],
    ['protection', { on: true }, payAsYouGo, ['release-refused']],
    ['protection', { on: false }, payAsYouGo, []],
    ['resource-group', { group: 'rg-1' }, {}, []],
    ['restart', {}, standard, ['connections-break', 'minor-version-kept']],
    ['restart', {}, cluster, ['connections-break', 'minor-version-kept']],
    ['restart', { upgradeMinorVersion: true }, splitting, ['connections-break', 'minor-version-too']],
    ['restart', { inWindow: true }, memcached, ['connections-break', 'minor-version-kept', 'in-window']],
    [
      'switch-ha',
      { prefer: 'ReliabilityPriority' },
      cluster,
      ['seconds-without-connection', 'read-only-phase', 'unmanageable-meanwhile'],
    ],
    [
      'switch-ha',
      { prefer: 'AvailablePriority', inWindow: true },
      standard,
      [
        'seconds-without-connection',
        'read-only-phase',
        'unmanageable-meanwhile',
        'newest-writes-may-be-lost',
        'in-window',
      ],
    ],
    ['flush', {}, standard, ['data-erased', 'no-way-back']],
    ['flush', {}, { ...cluster, ...subscription }, ['data-erased', 'no-way-back']],
    ['flush', {}, memcached, ['data-erased', 'no-way-back']],
    ['flush-expired', {}, {}, ['expired-keys-gone']],
    ['flush-expired', { inWindow: true }, cluster, ['expired-keys-gone', 'in-window']],
    ['minor-version', {}, standard, ['connections-break-for', 'read-only-for', 'no-way-back']],
    ['minor-version', {}, memcached, ['no-way-back']],
    [
      'minor-version',
      { inWindow: true },
      cluster,
      ['connections-break-for', 'read-only-for', 'no-way-back', 'in-window'],
    ],
    ['major-version', { version: '5.0' }, standard, ['no-way-back']],
    ['major-version', { version: '5.0', inWindow: true }, cluster, ['no-way-back', 'in-window']],
    ['move-zone', { zone: 'cn-hangzhou-h' }, standard, ['virtual-ip-changes', 'endpoint-stays']],
    [
      'move-zone',
      { zone: 'cn-hangzhou-h', inWindow: true },
      splitting,
      ['virtual-ip-changes', 'endpoint-stays', 'in-window'],
    ],
    ['direct-on', {}, cluster, ['past-the-proxies', 'takes-addresses']],
    ['allow-list', { mode: 'append', addresses: '10.0.0.1' }, {}, []],
    ['allow-list', { mode: 'cover', addresses: '10.0.0.1', was: '' }, memcached, ['list-replaced']],
    ['server-groups', { groups: 'sg-1,sg-2' }, {}, ['server-groups-replaced']],
    ['direct-off', {}, cluster, ['direct-address-gone']],
    ['public-on', { prefix: 'ordersout' }, {}, ['reachable-from-internet']],
    ['public-off', {}, {}, ['public-address-gone']],
    ['endpoint', { port: 6_380 }, {}, ['old-address-fails']],
    [
      'to-vpc',
      { vpcId: 'vpc-1', subnetId: 'vsw-1' },
      {},
      ['classic-address-kept', 'no-zone-move-meanwhile', 'no-way-back-known'],
    ],
    ['to-vpc', { vpcId: 'vpc-1', subnetId: 'vsw-1', keep: false }, {}, ['classic-address-gone', 'no-way-back-known']],
    ['classic-days', { keepDays: 60 }, {}, ['no-zone-move-meanwhile']],
    ['tls', { tls: 'on' }, cluster, ['tls-slows', 'tls-not-direct']],
    ['tls', { tls: 'on', 'seen.directAccess': true }, cluster, ['tls-slows', 'tls-cuts-direct']],
    ['tls', { tls: 'off', 'seen.directAccess': true }, cluster, []],
    ['tls', { tls: 'off' }, cluster, []],
    ['tls', { tls: 'renew' }, cluster, []],
    ['vpc-password', { required: true }, {}, ['password-needed']],
    ['vpc-password', { required: false }, {}, ['no-password-in-vpc']],
    ['account-create', { account: 'app', password }, {}, []],
    ['account-grant', { account: 'app', may: 'read' }, {}, ['writes-fail']],
    ['account-grant', { account: 'app', may: 'read-write' }, {}, []],
    ['account-description', { account: 'app', description: 'orders' }, {}, []],
    ['account-password', { account: 'app', oldPassword: password, password }, {}, ['old-password-fails']],
    ['account-reset', { account: 'app', password }, {}, ['old-password-fails']],
    ['account-delete', { account: 'app' }, {}, ['account-gone']],
    ['tag-add', { tags: 'team=core' }, memcached, ['tag-overwrites']],
    ['tag-remove', { keys: 'team' }, {}, ['tag-ends']],
    ['spec', { class: 'c', force: true }, { ...standard, ...payAsYouGo }, ['forced']],
    ['spec', { class: 'c', force: true }, { ...cluster, ...subscription }, ['forced', 'order-waits']],
    ['spec', { class: 'c', pay: true }, { ...splitting, ...subscription }, ['paid-by-itself']],
    ['spec', { class: 'c', downgrade: true }, { ...standard, ...subscription }, ['order-waits']],
    ['spec', { class: 'c' }, { ...memcached, ...payAsYouGo }, []],
    ['spec', { class: 'c', 'to.standalone': true }, { ...standard, ...payAsYouGo }, ['replica-gone']],
    ['spec', { class: 'c', 'to.standalone': false }, { ...standard, ...payAsYouGo }, []],
    ['spec', { class: 'c', inWindow: true }, { ...standard, ...payAsYouGo }, ['in-window']],
    ['parameters', { set, 'seen.restarts': true }, cluster, ['parameters-restart']],
    ['parameters', { set, 'seen.restarts': false }, standard, ['parameters-at-once']],
    ['parameters', { set, 'seen.restarts': null }, standard, []],
    ['renew', { months: 1 }, subscription, ['order-waits']],
    ['renew', { months: 1, pay: true }, { ...cluster, ...subscription }, ['paid-by-itself']],
    ['auto-renew', { on: true, months: 1 }, subscription, ['renewed-days-before']],
    ['auto-renew', { on: false }, subscription, ['renewal-off']],
    ['to-subscription', { months: 1 }, payAsYouGo, ['no-way-back', 'not-releasable-after', 'order-waits']],
    [
      'to-subscription',
      { months: 1, pay: true },
      payAsYouGo,
      ['no-way-back', 'not-releasable-after', 'paid-by-itself'],
    ],
    ['release', {}, { ...standard, ...payAsYouGo }, ['data-released', 'no-way-back']],
    ['release', {}, { ...cluster, ...payAsYouGo }, ['data-released', 'no-way-back']],
  ],
  'jdcloud-redis': [
    ['analyze-keys', {}, {}, ['analyses-a-day']],
    ['rename', { name: 'orders' }, {}, []],
    ['description', { description: 'of the shop' }, {}, []],
    ['backup', { name: 'before' }, {}, []],
    ['backup-policy', { days: 'Monday', startChina: '01:00', endChina: '02:00' }, {}, []],
    ['backup-policy', { on: false, days: 'Monday', startChina: '01:00', endChina: '02:00' }, {}, ['no-more-backups']],
    ['restore', { backup: 'base-1' }, cluster, ['data-overwritten']],
    ['password', { password }, {}, ['old-password-fails']],
    ['maintenance', window, {}, []],
    ['restart', {}, standard, ['connections-break']],
    ['restart', {}, cluster, ['connections-break']],
    ['switch-ha', {}, cluster, ['connections-break']],
    ['allow-list', { mode: 'append', addresses: '10.0.0.1', was: '' }, cluster, []],
    ['account-create', { account: 'app', password }, {}, []],
    ['account-grant', { account: 'app', may: 'read' }, {}, ['writes-fail']],
    ['account-grant', { account: 'app', may: 'read-write' }, {}, []],
    ['account-description', { account: 'app', description: 'orders' }, {}, []],
    ['account-reset', { account: 'app', password }, {}, ['old-password-fails']],
    ['account-delete', { account: 'app' }, {}, ['account-gone']],
    ['flush', {}, {}, ['data-erased', 'no-way-back-known']],
    ['flush-expired', {}, cluster, ['expired-keys-gone']],
    ['minor-version', { version: '4.0-1' }, {}, []],
    ['minor-version', { version: '4.0-1', inWindow: true }, {}, ['in-window']],
    ['spec', { class: 'c' }, { ...standard, ...subscription }, ['connections-break', 'memory-must-hold-data']],
    [
      'spec',
      { class: 'c', shards: 4, parallel: true, inWindow: true },
      { ...cluster, ...payAsYouGo },
      ['connections-break', 'memory-must-hold-data', 'shards-in-parallel', 'in-window'],
    ],
    ['parameters', { set }, {}, []],
    ['release', {}, payAsYouGo, ['data-released', 'no-way-back-known']],
  ],
  'kingsoft-redis': [
    ['analyze-keys', {}, {}, []],
    ['rename', { name: 'orders' }, {}, []],
    ['backup', { name: 'before_release' }, {}, []],
    ['backup-policy', { on: true, hour: '02:00-03:00' }, {}, []],
    ['backup-policy', { on: false }, {}, ['no-more-backups']],
    ['backup-rename', { backup: 's', name: 'before_release' }, {}, []],
    ['backup-export', { backup: 's', bucket: 'kept', object: 'one.rdb' }, {}, ['ks3-granted-first']],
    ['backup-delete', { backup: 's' }, cluster, ['backup-gone']],
    ['restore', { backup: 's' }, standard, ['data-overwritten']],
    ['restore-file', { bucket: 'kept', object: 'one.rdb' }, standard, ['data-overwritten', 'ks3-granted-first']],
    ['password', { password }, {}, ['old-password-fails']],
    ['restart', {}, standard, ['connections-break']],
    ['restart', {}, cluster, ['connections-break']],
    ['flush', {}, standard, ['data-erased', 'no-way-back-known']],
    ['flush', {}, cluster, ['data-erased', 'no-way-back-known']],
    ['lock', {}, {}, []],
    ['unlock', {}, {}, []],
    ['direct-on', {}, cluster, []],
    ['direct-off', {}, cluster, ['direct-address-gone']],
    ['public-on', {}, standard, ['reachable-from-internet']],
    ['public-off', { of: 'both' }, standard, ['public-address-gone']],
    ['add-node', {}, standard, []],
    ['delete-node', { node: 'n' }, standard, []],
    ['spec', { gb: 4 }, { ...standard, ...subscription }, ['only-larger']],
    ['spec', { gb: 4 }, { ...standard, ...payAsYouGo }, ['only-larger']],
    ['parameters', { set }, {}, []],
    ['parameters', { reset: true }, {}, []],
    ['parameter-group', { parameterGroup: 'g' }, {}, []],
    ['bind-groups', { groups: 'a,b' }, {}, []],
    ['unbind-group', { groups: 'a' }, cluster, []],
    ['rule-add', { addresses: '10.0.0.1' }, {}, []],
    ['rule-delete', { rule: '21' }, {}, []],
    ['group-create', { name: 'office', description: 'office' }, {}, []],
    ['group-clone', { source: 'a', name: 'office', description: 'office' }, {}, []],
    ['group-edit', { name: 'office', description: 'office' }, {}, []],
    ['group-delete', {}, {}, []],
    ['parameter-group-create', { name: 'caches', version: '5.0', set }, {}, []],
    ['parameter-group-edit', { name: 'caches', set }, {}, []],
    ['parameter-group-delete', {}, {}, []],
    ['group-allow', { addresses: '10.0.0.1' }, {}, ['rules-not-synced']],
    ['group-revoke', { addresses: '10.0.0.1' }, {}, ['rules-not-synced']],
    ['release', {}, {}, ['data-released', 'no-way-back-known']],
  ],
  'kingsoft-memcached': [
    ['rename', { name: 'orders' }, memcached, []],
    ['password', { password }, memcached, ['old-password-fails']],
    ['flush', {}, memcached, ['data-erased', 'no-way-back-known']],
    ['rule-add', { addresses: '10.0.0.1' }, memcached, []],
    ['rule-delete', { rule: '21' }, memcached, []],
    ['spec', { gb: 4 }, memcached, ['only-larger']],
    ['release', {}, memcached, ['data-released', 'no-way-back-known']],
  ],
}

describe.each(SERVICE_IDS)('what the manual of %s says', (service) => {
  test.each(CASES[service])('%s %j %j', (id, params, facts, ids) => {
    const action = ACTIONS_OF[service][id] ?? expect.unreachable()
    const [observed, given] = [true, false].map((is) =>
      Object.fromEntries(Object.entries(params).filter(([name]) => /^(seen|to)\./.test(name) === is)),
    )
    const chosen = { ...action.params.parse(given), ...observed }
    expect(consequencesOf(RULES_OF[service][id] ?? [], someFacts(facts), chosen).map((one) => one.id)).toEqual(ids)
  })

  test('has a case for every action and for every rule, with the section that says it', () => {
    const held = (id: ActionId) => new Set(CASES[service].flatMap(([of, , , ids]) => (of === id ? ids : [])))
    for (const id of ACTIONS) {
      if (!ACTIONS_OF[service][id]) continue
      expect(
        CASES[service].some(([of]) => of === id),
        id,
      ).toBe(true)
      for (const rule of RULES_OF[service][id] ?? []) {
        expect([...held(id)], `${id} ${rule.id}`).toContain(rule.id)
        expect(rule.manual).not.toBe('')
      }
    }
  })
})
