import type { ConsequenceRules } from '@/lib/providers/actions'

/** What the manual says that an action does, by the name of its operation. What it does not say is not here. */
export const rules: ConsequenceRules = {
  'analyze-keys': [{ id: 'analyses-a-day', severity: 'info', numbers: { count: 12 }, manual: 'createCacheAnalysis' }],
  create: [
    {
      id: 'no-password',
      severity: 'info',
      manual: 'createCacheInstance',
      only: { params: { 'given.password': false } },
    },
    {
      id: 'copies-in-one-zone',
      severity: 'info',
      manual: 'createCacheInstance',
      only: { params: { 'given.secondaryZone': false } },
    },
    {
      id: 'order-paid-at-once',
      severity: 'costs-money',
      manual: 'createCacheInstance',
      only: { chargeType: ['subscription'] },
    },
    {
      id: 'not-releasable-before-end',
      severity: 'info',
      manual: 'deleteCacheInstance',
      only: { chargeType: ['subscription'] },
    },
    {
      id: 'renewed-by-itself',
      severity: 'costs-money',
      manual: 'createCacheInstance',
      only: { params: { autoRenew: true } },
    },
    {
      id: 'starts-with-data',
      severity: 'info',
      manual: 'createCacheInstance',
      only: { params: { 'given.backupId': true } },
    },
  ],
  'backup-policy': [
    { id: 'no-more-backups', severity: 'degrades', manual: 'modifyBackupPolicy', only: { params: { on: false } } },
  ],
  restore: [{ id: 'data-overwritten', severity: 'loses-data', manual: 'restoreInstance' }],
  password: [{ id: 'old-password-fails', severity: 'drops-connections', manual: 'resetCacheInstancePassword' }],
  'account-grant': [
    { id: 'writes-fail', severity: 'degrades', manual: 'modifyAccount', only: { params: { may: 'read' } } },
  ],
  'account-reset': [{ id: 'old-password-fails', severity: 'drops-connections', manual: 'modifyAccount' }],
  'account-delete': [{ id: 'account-gone', severity: 'drops-connections', manual: 'deleteAccount' }],
  restart: [{ id: 'connections-break', severity: 'drops-connections', manual: 'restartInstance' }],
  'switch-ha': [{ id: 'connections-break', severity: 'drops-connections', manual: 'switchInstanceHA' }],
  'minor-version': [
    { id: 'in-window', severity: 'info', manual: 'modifyInstanceMinorVersion', only: { params: { inWindow: true } } },
  ],
  flush: [
    { id: 'data-erased', severity: 'loses-data', manual: 'startClearData' },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: 'startClearData' },
  ],
  'flush-expired': [{ id: 'expired-keys-gone', severity: 'loses-data', manual: 'startClearData' }],
  spec: [
    { id: 'connections-break', severity: 'drops-connections', manual: 'modifyCacheInstanceClass' },
    { id: 'memory-must-hold-data', severity: 'info', manual: 'modifyCacheInstanceClass' },
    {
      id: 'shards-in-parallel',
      severity: 'info',
      manual: 'modifyCacheInstanceClass',
      only: { params: { parallel: true } },
    },
    { id: 'in-window', severity: 'info', manual: 'modifyCacheInstanceClass', only: { params: { inWindow: true } } },
  ],
  release: [
    { id: 'data-released', severity: 'loses-data', manual: 'deleteCacheInstance' },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: 'deleteCacheInstance' },
  ],
}
