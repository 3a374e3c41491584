import { appendAudit } from '@/lib/audit/append'
import type { NewAuditEntry } from '@/lib/audit/entry'
import type { Database, Transaction } from '@/lib/db/client'
import type { Actor } from './actor'

type Facts = Omit<NewAuditEntry, 'actor' | 'address' | 'requestId'>

/** Appends to the audit log what an actor did; who, from where and under which request come from the actor. */
export const auditOf = (on: Database | Transaction, actor: Actor, facts: Facts): Promise<number> =>
  appendAudit(on, {
    actor: { kind: actor.kind, id: actor.id, label: actor.label },
    address: actor.address,
    requestId: actor.requestId,
    ...facts,
  })
