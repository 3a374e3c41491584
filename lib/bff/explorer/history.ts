import { and, desc, eq, lt, notInArray, or, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, explorerCalls } from '@/lib/db/schema'
import type { OperationHistory } from '@/lib/model/operation'
import type { Operation } from '@/lib/operation'
import { ProviderError } from '@/lib/providers/error'
import { MASKED, NOT_SHOWN, redact, SECRET } from '@/lib/redact'
import type { Actor } from '../actor'
import { outcomeOf } from '../door/outcome'
import { logError } from '../log'
import { ProblemError } from '../problem'

const KEPT_PER_PERSON = 500
const SHOWN = 100
const LONGEST_INPUT = 8_192

interface Sent {
  operation: Operation
  accountId: string
  region: string
  input: Record<string, unknown>
  latencyMs: number
}

/**
 * Keeps a call in the person's own history, for 30 days and at most 500 of them. An input that the schema refuses is
 * not kept: nothing was sent, and its values could be anything. Never fails a call that was made.
 */
export async function remember(
  actor: Actor,
  { operation, input, ...sent }: Sent,
  { error, requestId }: { error?: unknown; requestId?: string },
): Promise<void> {
  if (!actor.id || (error instanceof ProblemError && error.code === 'bad-input')) return
  try {
    const kept = keepable(redact(operation.request, input)) as Record<string, unknown> // an object stays one
    const { service, name } = operation
    await db()
      .insert(explorerCalls)
      .values({
        ...sent,
        id: newId(),
        userId: actor.id,
        service,
        operation: name,
        input: JSON.stringify(kept).length > LONGEST_INPUT ? null : kept,
        ...endOf(operation, error),
        requestId: requestId ?? (error instanceof ProviderError ? error.requestId : undefined),
      })
    await forgetOld(actor.id)
  } catch (cause) {
    logError(cause, actor.requestId)
  }
}

function endOf({ kind }: Operation, error: unknown) {
  if (error === undefined) return { outcome: 'succeeded', code: null } as const
  if (error instanceof ProblemError) return { outcome: 'refused', code: error.code } as const
  const code = error instanceof ProviderError ? (error.code ?? error.kind) : 'internal'
  return { outcome: kind === 'read' ? 'failed' : outcomeOf(error), code } as const
}

/** Without what redaction blanked: a form that is filled from it must not be given the blanks. */
function keepable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keepable).filter((item) => item !== undefined)
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, part]) => [name, keepable(part)])
    return Object.fromEntries(entries.filter(([, part]) => part !== undefined))
  }
  return value === SECRET || value === MASKED || value === NOT_SHOWN ? undefined : value
}

async function forgetOld(userId: string): Promise<void> {
  const newest = db()
    .select({ id: explorerCalls.id })
    .from(explorerCalls)
    .where(eq(explorerCalls.userId, userId))
    .orderBy(desc(explorerCalls.at))
    .limit(KEPT_PER_PERSON)
  await db()
    .delete(explorerCalls)
    .where(
      or(
        lt(explorerCalls.at, sql`now() - interval '30 days'`),
        and(eq(explorerCalls.userId, userId), notInArray(explorerCalls.id, newest)),
      ),
    )
}

/** The last calls of this person, newest first. */
export async function historyOf(actor: Actor): Promise<OperationHistory> {
  const rows = await db()
    .select({ call: explorerCalls, accountName: accounts.name })
    .from(explorerCalls)
    .leftJoin(accounts, eq(accounts.id, explorerCalls.accountId))
    .where(eq(explorerCalls.userId, actor.id ?? ''))
    .orderBy(desc(explorerCalls.at))
    .limit(SHOWN)
  return {
    items: rows.map(({ call: { userId: _, at, ...call }, accountName }) => ({
      ...call,
      at: at.toISOString(),
      accountName: accountName ?? '',
    })),
  }
}
