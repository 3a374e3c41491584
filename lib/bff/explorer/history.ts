import { and, desc, eq, lt, notInArray, or, sql } from 'drizzle-orm'
import { changeAnswers, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, explorerCalls } from '@/lib/db/schema'
import { withoutBlanks } from '@/lib/explorer/blanks'
import type { OperationHistory } from '@/lib/model/operation-history'
import type { Operation } from '@/lib/operation'
import { ProviderError } from '@/lib/providers/error'
import { redact } from '@/lib/redact'
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
  { error, requestId, change }: { error?: unknown; requestId?: string; change?: string },
): Promise<void> {
  if (!actor.id || (error instanceof ProblemError && error.code === 'bad-input')) return
  try {
    const kept = withoutBlanks(redact(operation.request, input)) as Record<string, unknown> // an object stays one
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
        changeId: change ?? plannedIn(error),
      })
    await forgetOld(actor.id)
  } catch (cause) {
    logError(cause, actor.requestId)
  }
}

/** The plan that a call was kept as because a second person has to agree. */
const plannedIn = (error: unknown): string | null =>
  error instanceof ProblemError && error.code === 'change-needs-approval' ? String(error.extra.params?.change) : null

function endOf({ kind }: Operation, error: unknown) {
  if (error === undefined) return { outcome: 'succeeded', code: null } as const
  if (error instanceof ProblemError) return { outcome: 'refused', code: error.code } as const
  const code = error instanceof ProviderError ? (error.code ?? error.kind) : 'internal'
  return { outcome: kind === 'read' ? 'failed' : outcomeOf(error), code } as const
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
    .select({
      call: explorerCalls,
      accountName: accounts.name,
      state: changes.state,
      isAnswerKept: sql<boolean>`coalesce(${changeAnswers.keptUntil} > now(), false)`,
    })
    .from(explorerCalls)
    .leftJoin(accounts, eq(accounts.id, explorerCalls.accountId))
    .leftJoin(changes, eq(changes.id, explorerCalls.changeId))
    .leftJoin(changeAnswers, eq(changeAnswers.changeId, explorerCalls.changeId))
    .where(eq(explorerCalls.userId, actor.id ?? ''))
    .orderBy(desc(explorerCalls.at))
    .limit(SHOWN)
  return {
    items: rows.map(({ call: { userId: _, at, changeId, ...call }, accountName, state, isAnswerKept }) => ({
      ...call,
      at: at.toISOString(),
      accountName: accountName ?? '',
      change: changeId && state ? { id: changeId, state, isAnswerKept } : null,
    })),
  }
}
