import type { Status } from '@/lib/model/instance'

/** Every state of the manual's list (8.1), and `Switching`, which only SwitchInstanceHA names. */
const STATUS: Record<string, Status | 'suspended'> = {
  Normal: 'running',
  Creating: 'creating',
  Changing: 'changing',
  Inactive: 'suspended',
  Flushing: 'flushing',
  Released: 'releasing',
  Transforming: 'changing',
  Unavailable: 'suspended',
  Error: 'error',
  Migrating: 'migrating',
  BackupRecovering: 'restoring',
  MinorVersionUpgrading: 'upgrading',
  NetworkModifying: 'changing',
  SSLModifying: 'changing',
  MajorVersionUpgrading: 'upgrading',
  Switching: 'changing',
}

/** Our word for the vendor's; `suspended` is expired or locked, which the subscription's end tells. */
export const toStatus = (word: string): Status | 'suspended' =>
  (Object.hasOwn(STATUS, word) ? STATUS[word] : undefined) ?? 'unknown'
