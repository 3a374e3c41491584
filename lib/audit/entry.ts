import { createHmac, type KeyObject } from 'node:crypto'
import type { AUDIT_OUTCOMES } from '@/lib/model/audit'
import { canonicalJson } from './canonical'

/** What the caller knows of an event. `details` must be redacted already (`lib/redact.ts`). */
export interface NewAuditEntry {
  actor: { kind: 'user' | 'system' | 'anonymous'; id: string | null; label: string }
  /** `user.invite`, `account.create`, `session.sign-in`, or `operation:<service>/<name>`. */
  action: string
  target?: string | null
  accountId?: string | null
  outcome: (typeof AUDIT_OUTCOMES)[number]
  address?: string | null
  requestId: string
  providerRequestId?: string | null
  details?: Record<string, unknown>
}

/** The part of a row that its hash covers, `previous` included. */
export interface HashedRow {
  seq: number
  at: Date
  actorId: string | null
  actorKind: string
  actorLabel: string
  action: string
  target: string | null
  accountId: string | null
  outcome: string
  address: string | null
  requestId: string
  providerRequestId: string | null
  details: unknown
  previous: Buffer
}

export const GENESIS = Buffer.alloc(32)

export function hashRow(key: KeyObject, row: HashedRow): Buffer {
  const { previous, ...rest } = row
  const covered = { ...rest, previous: previous.toString('hex') }
  return createHmac('sha256', key).update(canonicalJson(covered)).digest()
}

/** Signs the end of the log, so that a cut-off tail is found. */
export function signHead(key: KeyObject, head: { seq: number; hash: string }): string {
  return createHmac('sha256', key)
    .update(canonicalJson({ head: true, seq: head.seq, hash: head.hash }))
    .digest('hex')
}
