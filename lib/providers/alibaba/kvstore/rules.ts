import type { ConsequenceRules } from '@/lib/providers/actions'

/** What the manual says that an action does; sections of the 2021 manual. What it does not say is not here. */
export const rules: ConsequenceRules = {
  create: [
    { id: 'not-releasable-after', severity: 'info', manual: '7.8', only: { chargeType: ['subscription'] } },
    {
      id: 'order-waits',
      severity: 'info',
      manual: '7.5',
      only: { chargeType: ['subscription'], params: { pay: false } },
    },
    {
      id: 'order-by-several',
      severity: 'info',
      manual: '7.5',
      only: { chargeType: ['subscription'], params: { pay: false, count: 1 } },
    },
    {
      id: 'paid-by-itself',
      severity: 'costs-money',
      manual: '7.5',
      only: { chargeType: ['subscription'], params: { pay: true } },
    },
    {
      id: 'renewed-days-before',
      severity: 'costs-money',
      numbers: { days: 7 },
      manual: '10.4',
      only: { params: { autoRenew: true } },
    },
    { id: 'classic-network', severity: 'info', manual: '7.4', only: { params: { 'given.vpcId': false } } },
    { id: 'starts-with-data', severity: 'info', manual: '7.4', only: { params: { 'given.sourceInstanceId': true } } },
  ],
  'backup-policy': [
    {
      id: 'increments-off',
      severity: 'info',
      manual: '12.4',
      only: { params: { incremental: false } },
      unless: { 'seen.incremental': false },
    },
  ],
  restore: [{ id: 'data-overwritten', severity: 'loses-data', manual: '12.6' }],
  'analyze-keys': [{ id: 'analysis-superseded', severity: 'info', manual: '18.2' }],
  'audit-log': [
    { id: 'audit-billed', severity: 'costs-money', manual: '14.2', only: { params: { on: true } } },
    { id: 'audit-retention-of-region', severity: 'info', manual: '14.2', only: { params: { on: true } } },
    { id: 'audit-role-first', severity: 'info', manual: '14.1', only: { params: { on: true } } },
    { id: 'audit-newest-minor', severity: 'info', manual: '14.2', only: { params: { on: true } } },
    { id: 'audit-log-rights', severity: 'info', manual: '14.2' },
    {
      id: 'audit-nodes-together',
      severity: 'info',
      manual: '14.2',
      only: { architecture: ['cluster', 'read-write-splitting'] },
    },
  ],
  'log-permission': [{ id: 'acts-on-account', severity: 'info', manual: '14.1' }],
  password: [{ id: 'old-password-fails', severity: 'drops-connections', manual: '8.7' }],
  protection: [{ id: 'release-refused', severity: 'info', manual: '8.7', only: { params: { on: true } } }],
  'allow-list': [{ id: 'list-replaced', severity: 'info', manual: '15.2', only: { params: { mode: 'cover' } } }],
  'server-groups': [{ id: 'server-groups-replaced', severity: 'info', manual: '15.4' }],
  'direct-on': [
    { id: 'past-the-proxies', severity: 'info', manual: '9.6' },
    { id: 'takes-addresses', severity: 'info', manual: '9.6' },
  ],
  'direct-off': [{ id: 'direct-address-gone', severity: 'drops-connections', manual: '9.7' }],
  'public-on': [{ id: 'reachable-from-internet', severity: 'info', manual: '9.4' }],
  'public-off': [{ id: 'public-address-gone', severity: 'drops-connections', manual: '9.5' }],
  endpoint: [{ id: 'old-address-fails', severity: 'drops-connections', manual: '9.3' }],
  'to-vpc': [
    {
      id: 'classic-address-gone',
      severity: 'drops-connections',
      manual: '9.1',
      only: { params: { keep: false } },
    },
    {
      id: 'classic-address-kept',
      severity: 'info',
      manual: '9.1',
      only: { params: { keep: true } },
    },
    { id: 'no-zone-move-meanwhile', severity: 'info', manual: '8.17', only: { params: { keep: true } } },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: '9.1' },
  ],
  'classic-days': [{ id: 'no-zone-move-meanwhile', severity: 'info', manual: '8.17' }],
  tls: [
    { id: 'tls-slows', severity: 'degrades', manual: '15.5', only: { params: { tls: 'on' } } },
    {
      id: 'tls-cuts-direct',
      severity: 'drops-connections',
      manual: '9.6',
      only: { params: { tls: 'on', 'seen.directAccess': true } },
    },
    {
      id: 'tls-not-direct',
      severity: 'info',
      manual: '9.6',
      only: { params: { tls: 'on' } },
      unless: { 'seen.directAccess': true },
    },
  ],
  'vpc-password': [
    { id: 'password-needed', severity: 'drops-connections', manual: '15.7', only: { params: { required: true } } },
    { id: 'no-password-in-vpc', severity: 'info', manual: '15.7', only: { params: { required: false } } },
  ],
  'account-grant': [{ id: 'writes-fail', severity: 'degrades', manual: '11.3', only: { params: { may: 'read' } } }],
  'account-password': [{ id: 'old-password-fails', severity: 'drops-connections', manual: '11.5' }],
  'account-reset': [{ id: 'old-password-fails', severity: 'drops-connections', manual: '11.6' }],
  'account-delete': [{ id: 'account-gone', severity: 'drops-connections', manual: '11.7' }],
  'tag-add': [{ id: 'tag-overwrites', severity: 'info', manual: '17.2' }],
  'tag-remove': [{ id: 'tag-ends', severity: 'info', manual: '17.3' }],
  restart: [
    { id: 'connections-break', severity: 'drops-connections', manual: '8.13' },
    {
      id: 'minor-version-too',
      severity: 'cannot-be-undone',
      manual: '8.13',
      only: { params: { upgradeMinorVersion: true } },
    },
    { id: 'minor-version-kept', severity: 'info', manual: '8.13', only: { params: { upgradeMinorVersion: false } } },
    { id: 'in-window', severity: 'info', manual: '8.13', only: { params: { inWindow: true } } },
  ],
  'switch-ha': [
    { id: 'seconds-without-connection', severity: 'drops-connections', manual: '8.16' },
    { id: 'read-only-phase', severity: 'degrades', manual: '8.16' },
    { id: 'unmanageable-meanwhile', severity: 'info', manual: '8.16' },
    {
      id: 'newest-writes-may-be-lost',
      severity: 'loses-data',
      manual: '8.16',
      only: { params: { prefer: 'AvailablePriority' } },
    },
    { id: 'in-window', severity: 'info', manual: '8.16', only: { params: { inWindow: true } } },
  ],
  flush: [
    { id: 'data-erased', severity: 'loses-data', manual: '8.15' },
    { id: 'no-way-back', severity: 'cannot-be-undone', manual: '8.15' },
  ],
  'flush-expired': [
    { id: 'expired-keys-gone', severity: 'loses-data', manual: '8.14' },
    { id: 'in-window', severity: 'info', manual: '8.14', only: { params: { inWindow: true } } },
  ],
  'minor-version': [
    {
      id: 'connections-break-for',
      severity: 'drops-connections',
      numbers: { seconds: 30 },
      manual: '8.12',
      only: { engine: ['redis'] },
    },
    {
      id: 'read-only-for',
      severity: 'degrades',
      numbers: { seconds: 60 },
      manual: '8.12',
      only: { engine: ['redis'] },
    },
    { id: 'no-way-back', severity: 'cannot-be-undone', manual: '8.12' },
    { id: 'in-window', severity: 'info', manual: '8.12', only: { params: { inWindow: true } } },
  ],
  'major-version': [
    { id: 'no-way-back', severity: 'cannot-be-undone', manual: '8.11' },
    { id: 'in-window', severity: 'info', manual: '8.11', only: { params: { inWindow: true } } },
  ],
  'move-zone': [
    { id: 'virtual-ip-changes', severity: 'drops-connections', manual: '8.17' },
    { id: 'endpoint-stays', severity: 'info', manual: '8.17' },
    { id: 'in-window', severity: 'info', manual: '8.17', only: { params: { inWindow: true } } },
  ],
  spec: [
    // 8.2 calls a node without a replica standalone.
    { id: 'replica-gone', severity: 'degrades', manual: '8.2', only: { params: { 'to.standalone': true } } },
    { id: 'forced', severity: 'degrades', manual: '7.6', only: { params: { force: true } } },
    { id: 'paid-by-itself', severity: 'costs-money', manual: '7.6', only: { params: { pay: true } } },
    {
      id: 'order-waits',
      severity: 'info',
      manual: '7.6',
      only: { chargeType: ['subscription'], params: { pay: false } },
    },
    { id: 'in-window', severity: 'info', manual: '7.6', only: { params: { inWindow: true } } },
  ],
  parameters: [
    {
      id: 'parameters-restart',
      severity: 'drops-connections',
      manual: '16.3',
      only: { params: { 'seen.restarts': true } },
    },
    { id: 'parameters-at-once', severity: 'info', manual: '16.3', only: { params: { 'seen.restarts': false } } },
  ],
  renew: [
    { id: 'paid-by-itself', severity: 'costs-money', manual: '10.2', only: { params: { pay: true } } },
    { id: 'order-waits', severity: 'info', manual: '10.2', only: { params: { pay: false } } },
  ],
  'auto-renew': [
    {
      id: 'renewed-days-before',
      severity: 'costs-money',
      numbers: { days: 7 },
      manual: '10.4',
      only: { params: { on: true } },
    },
    { id: 'renewal-off', severity: 'info', manual: '10.4', only: { params: { on: false } } },
  ],
  'to-subscription': [
    { id: 'no-way-back', severity: 'cannot-be-undone', manual: '7.7' },
    { id: 'not-releasable-after', severity: 'info', manual: '7.8' },
    { id: 'paid-by-itself', severity: 'costs-money', manual: '7.7', only: { params: { pay: true } } },
    { id: 'order-waits', severity: 'info', manual: '7.7', only: { params: { pay: false } } },
  ],
  release: [
    { id: 'data-released', severity: 'loses-data', manual: '7.8' },
    { id: 'no-way-back', severity: 'cannot-be-undone', manual: '7.8' },
  ],
}
