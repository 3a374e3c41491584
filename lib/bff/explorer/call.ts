import { and, eq } from 'drizzle-orm'
import { beginCall } from '@/lib/changes/call'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { targetTextOf } from '@/lib/explorer/target'
import type { OperationAnswer, OperationCall } from '@/lib/model/operation'
import { kindOf, type Operation } from '@/lib/operation'
import { ProviderError } from '@/lib/providers/error'
import { MASKED } from '@/lib/redact'
import type { Actor } from '../actor'
import { outcomeOf } from '../door/outcome'
import { doorFor } from '../execute'
import { parse } from '../parse'
import { atLeast } from '../permission'
import { fieldProblem, problem, toProblem } from '../problem'
import { remember } from './history'

/**
 * Sends a call of the explorer through the door and keeps it in the person's history. Throws what the door throws, and
 * `bad-input` at `confirm` when a destructive one does not name what it acts on.
 * A write that comes again with its key is answered with how the first one ended.
 */
export async function callOperation(
  actor: Actor,
  operation: Operation,
  { accountId, region, input, confirm, reveal }: OperationCall,
  { signal, idempotencyKey }: { signal: AbortSignal; idempotencyKey?: string },
): Promise<OperationAnswer> {
  let replayed = false
  const once = idempotencyKey === undefined ? undefined : { key: idempotencyKey, replayed: () => (replayed = true) }
  let change: string | undefined
  const { call } = await doorFor({
    actor,
    accountId,
    lane: 'interactive',
    signal,
    insist: true,
    verbatim: true,
    reveal,
    once,
    async asChange(written, given, { environment }) {
      const running = await beginCall(actor, written, given, { accountId, region, environment })
      change = running.id
      return running
    },
  })
  // Whoever may not send it hears that from the door, not what is missing.
  if (kindOf(operation, input) === 'destructive' && atLeast(actor.role, 'operator')) {
    await confirmed(operation, parse(operation.request, input, 'bad-input'), accountId, confirm)
  }
  const started = performance.now()
  const keep = async (ended: Parameters<typeof remember>[2]) =>
    // The history has the call that was sent.
    replayed ||
    remember(actor, { operation, accountId, region, input, latencyMs: Math.round(performance.now() - started) }, ended)
  try {
    const answer = await call(operation, input, { region })
    const latencyMs = Math.round(performance.now() - started)
    await keep({ requestId: answer.requestId, change })
    return {
      status: answer.status,
      latencyMs,
      requestId: answer.requestId ?? null,
      receivedAt: answer.receivedAt.toISOString(),
      data: answer.data,
      raw: answer.body?.text ?? null,
      masked: holds(answer.data, MASKED),
      ...(replayed ? { replayed } : {}),
      ...(change ? { change } : {}),
    }
  } catch (error) {
    await keep({ error, change })
    throw told(operation, error, change)
  }
}

/** A failed write says with its problem whether it may have been done all the same. */
function told({ kind }: Operation, error: unknown, change: string | undefined): unknown {
  if (kind === 'read' || !(error instanceof ProviderError)) return error
  const { code, extra } = toProblem(error)
  return problem(code, {
    ...extra,
    params: { ...extra.params, outcome: outcomeOf(error), ...(change ? { change } : {}) },
  })
}

async function confirmed(operation: Operation, input: unknown, accountId: string, typed: string | undefined) {
  const id = targetTextOf(operation, input)
  if (typed !== undefined && typed !== '' && (typed === id || typed === (await nameOf(operation, accountId, id))))
    return
  throw fieldProblem('confirm', typed ? 'not-the-target' : 'required')
}

async function nameOf(operation: Operation, accountId: string, id: string | undefined): Promise<string | undefined> {
  if (!id) return undefined
  const [row] = await db()
    .select({ name: inventory.name })
    .from(inventory)
    .where(
      and(eq(inventory.accountId, accountId), eq(inventory.service, operation.service), eq(inventory.instanceId, id)),
    )
  return row?.name
}

const holds = (value: unknown, text: string): boolean =>
  value === text ||
  (typeof value === 'object' && value !== null && Object.values(value).some((part) => holds(part, text)))
