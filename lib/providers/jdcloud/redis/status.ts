import type { Status } from '@/lib/model/instance'

/** Every word of the instance model; `configuring`, `restoring` and `upgrading` came after the first manual. */
const STATUS: Record<string, Status> = {
  creating: 'creating',
  running: 'running',
  error: 'error',
  changing: 'changing',
  configuring: 'changing',
  restoring: 'restoring',
  upgrading: 'upgrading',
  deleting: 'releasing',
}

export const toStatus = (word: string): Status => (Object.hasOwn(STATUS, word) ? STATUS[word] : undefined) ?? 'unknown'
