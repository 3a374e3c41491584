import type { ConsequenceRules } from '@/lib/providers/actions'

/** What the manual says that an action does, by the name of its operation. What it does not say is not here. */
export const rules: ConsequenceRules = {
  create: [
    {
      id: 'order-paid-at-once',
      severity: 'costs-money',
      manual: 'CreateCacheCluster',
      only: { chargeType: ['subscription'] },
    },
    {
      id: 'no-backups',
      severity: 'info',
      manual: 'CreateCacheCluster',
      only: { params: { 'given.backupHour': false } },
    },
  ],
  'backup-policy': [
    { id: 'no-more-backups', severity: 'degrades', manual: 'SetTimingSnapshot', only: { params: { on: false } } },
  ],
  'backup-export': [{ id: 'ks3-granted-first', severity: 'info', manual: 'ExportSnapshot' }],
  'backup-delete': [{ id: 'backup-gone', severity: 'loses-data', manual: 'DeleteSnapshot' }],
  restore: [{ id: 'data-overwritten', severity: 'loses-data', manual: 'RestoreSnapshot' }],
  'restore-file': [
    { id: 'data-overwritten', severity: 'loses-data', manual: 'RestoreSnapshot' },
    { id: 'ks3-granted-first', severity: 'info', manual: 'RestoreSnapshot' },
  ],
  password: [{ id: 'old-password-fails', severity: 'drops-connections', manual: 'UpdatePassword' }],
  restart: [{ id: 'connections-break', severity: 'drops-connections', manual: 'RestartCacheCluster' }],
  flush: [
    { id: 'data-erased', severity: 'loses-data', manual: 'FlushCacheCluster' },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: 'FlushCacheCluster' },
  ],
  'public-on': [{ id: 'reachable-from-internet', severity: 'info', manual: 'AllocateEip' }],
  'public-off': [{ id: 'public-address-gone', severity: 'drops-connections', manual: 'DeallocateEip' }],
  'direct-off': [{ id: 'direct-address-gone', severity: 'drops-connections', manual: 'CloseDirectAccessToCluster' }],
  spec: [{ id: 'only-larger', severity: 'cannot-be-undone', manual: 'ResizeCacheCluster' }],
  'group-allow': [{ id: 'rules-not-synced', severity: 'info', manual: 'DeleteSecurityGroupRule' }],
  'group-revoke': [{ id: 'rules-not-synced', severity: 'info', manual: 'DeleteSecurityGroupRule' }],
  release: [
    { id: 'data-released', severity: 'loses-data', manual: 'DeleteCacheCluster' },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: 'DeleteCacheCluster' },
  ],
}
