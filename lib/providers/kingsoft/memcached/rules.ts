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
  ],
  password: [{ id: 'old-password-fails', severity: 'drops-connections', manual: 'UpdatePassword' }],
  flush: [
    { id: 'data-erased', severity: 'loses-data', manual: 'FlushCacheCluster' },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: 'FlushCacheCluster' },
  ],
  spec: [{ id: 'only-larger', severity: 'cannot-be-undone', manual: 'ResizeCacheCluster' }],
  release: [
    { id: 'data-released', severity: 'loses-data', manual: 'DeleteCacheCluster' },
    { id: 'no-way-back-known', severity: 'cannot-be-undone', manual: 'DeleteCacheCluster' },
  ],
}
