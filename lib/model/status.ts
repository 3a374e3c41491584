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

/** Statuses that end by themselves: a list that shows one is read again soon. */
export const MOVING: readonly (typeof STATUSES)[number][] = [
  'creating',
  'changing',
  'backing-up',
  'restoring',
  'restarting',
  'flushing',
  'upgrading',
  'migrating',
  'locking',
  'releasing',
]
