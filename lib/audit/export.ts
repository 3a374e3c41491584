import type { Scope } from '@/lib/model/access'
import type { AuditEntry } from '@/lib/model/audit'
import { CSV_BOM, csvRow } from '@/lib/model/csv'
import { type AuditFilter, auditBatches } from './search'

const COLUMNS = [
  'seq',
  'time',
  'actor',
  'actor_kind',
  'actor_id',
  'action',
  'target',
  'account_id',
  'outcome',
  'address',
  'request_id',
  'provider_request_id',
  'details',
  'hash',
]

const lineOf = (entry: AuditEntry) =>
  csvRow([
    entry.seq,
    entry.at,
    entry.actor.label,
    entry.actor.kind,
    entry.actor.id,
    entry.action,
    entry.target,
    entry.accountId,
    entry.outcome,
    entry.address,
    entry.requestId,
    entry.providerRequestId,
    JSON.stringify(entry.details),
    entry.hash,
  ])

/** The matching part of the log as a CSV stream, newest first; ends early when `signal` aborts. */
export function auditCsv(scope: Scope, filter: AuditFilter, signal: AbortSignal): ReadableStream<Uint8Array> {
  const batches = auditBatches(scope, filter)
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(CSV_BOM + csvRow(COLUMNS))),
    async pull(controller) {
      const { done, value } = signal.aborted ? { done: true, value: undefined } : await batches.next()
      if (value) controller.enqueue(encoder.encode(value.map(lineOf).join('')))
      if (done) controller.close()
    },
    cancel: async () => {
      await batches.return(undefined)
    },
  })
}
