/** Instance vocabulary without zod, so that the query language stays small in the list page's bundle. */
export const STATUSES = [
  'running',
  'creating',
  'changing',
  'backing-up',
  'restoring',
  'restarting',
  'flushing',
  'upgrading',
  'migrating',
  'locking',
  'locked',
  'expired',
  'releasing',
  'error',
  'unknown',
] as const

export const ARCHITECTURES = ['standard', 'cluster', 'read-write-splitting', 'unknown'] as const
export const CHARGE_TYPES = ['subscription', 'pay-as-you-go', 'unknown'] as const
