'use client'

import type { Tone } from '@/components/ui/shape'
import type { BackupSet, BackupStatus } from '@/lib/model/backup'

export const BACKUP_TONES: Record<BackupStatus, Tone> = {
  done: 'ok',
  running: 'prog',
  restoring: 'prog',
  deleting: 'off',
  failed: 'danger',
  unknown: 'unk',
}

/** Nothing else can be put over an instance. */
export const isUsable = ({ status }: BackupSet) => status === 'done'

export const BYTES_PER_MB = 1_048_576
