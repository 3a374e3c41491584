import type { Status } from '@/lib/model/instance'

/**
 * Numbers of both manuals' dictionaries, the vendor's short word for each where it has one, and ours. The dictionaries
 * differ: 0, 9, 11, 12 and 13 are known to Redis only.
 */
const STATUS: Record<number, readonly [word: string, status: Status | 'suspended']> = {
  0: ['unknown', 'unknown'],
  1: ['building', 'creating'],
  2: ['running', 'running'],
  3: ['resizing', 'changing'],
  4: ['deleting', 'releasing'],
  5: ['locking', 'locking'],
  6: ['unlocking', 'changing'],
  7: ['configing', 'changing'],
  8: ['locked', 'suspended'],
  9: ['renewing', 'changing'],
  10: ['deleted', 'releasing'],
  11: ['backing up', 'backing-up'],
  12: ['restoring', 'restoring'],
  13: ['restarting', 'restarting'],
  99: ['error', 'error'],
}

/** Our status and the vendor's number with its word, `8 (locked)`. `suspended` is expired or locked by the end date. */
export function toStatus(code: string | number | boolean | null | undefined): {
  status: Status | 'suspended'
  vendorStatus: string
} {
  const known = code === null || code === undefined || code === '' ? undefined : STATUS[Number(code)]
  return known
    ? { status: known[1], vendorStatus: `${Number(code)} (${known[0]})` }
    : { status: 'unknown', vendorStatus: String(code ?? '') }
}
