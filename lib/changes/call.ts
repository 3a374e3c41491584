import { and, eq, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { outcomeOf } from '@/lib/bff/door/outcome'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { logError } from '@/lib/bff/log'
import { problem } from '@/lib/bff/problem'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { wake } from '@/lib/jobs/wake'
import { policyFor } from '@/lib/model/approval'
import type { ChangeError, Evidence, STEPS } from '@/lib/model/change'
import { idOf, kindOf, type Operation } from '@/lib/operation'
import type { Answer } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { redact } from '@/lib/redact'
import { announceChange } from './announce'
import { keepAnswer } from './answer'
import { isBusy, whoIsBusy } from './busy'
import { callPlan, callTarget } from './call-plan'
import { CHANGES } from './decide'
import { auditEnd, BY, errorOf } from './ending'
import { LeaseLost, renewLease, writeHeld } from './lease'
import { watchAfter } from './parameter-snapshots'
import { PLAN_MINUTES } from './plan'
import { readPolicies } from './policy'
import { sealFrozen } from './seal'
import type { ChangeRow } from './store'

/** Longer than a worker's: a process that sends for a page is not there for this alone. */
const CALL_LEASE_SECONDS = 20
const SIGN_OF_LIFE_MS = 4_000

export interface CallPlace {
  accountId: string
  region: string
  environment: string
}

/** A call that is on record as a change and may be sent now. */
export interface RunningCall {
  id: string
  /** Keeps how it ended. Never fails: what was sent stays sent. */
  end(outcome: { answer: Answer<unknown> } | { error: unknown } | { nothingSent: true }): Promise<void>
}

/**
 * Puts a write of the explorer on record as a change, about to be sent by who asked for it: it holds its instance until
 * `end`. Throws `change-busy` when another change does, and `change-needs-approval` with the id of a plan where a policy
 * wants a second person; nothing is sent then. Whoever finds it after its process died finds out, as for every change.
 */
export async function beginCall(
  actor: Actor,
  operation: Operation,
  input: Record<string, unknown>,
  { environment, ...place }: CallPlace,
): Promise<RunningCall> {
  const id = newId()
  const target = await callTarget(operation, input, { id, ...place })
  const kind = kindOf(operation, input) === 'destructive' ? 'destructive' : 'write'
  const [{ policies }, request] = await Promise.all([
    readPolicies(),
    previewOperation(actor, operation, { ...place, input }),
  ])
  const plan = callPlan(operation, target, request)
  const policy = policyFor(policies, { environment, kind, action: 'call', alike: plan.alike })
  const asks = policy?.approval ?? false
  // What is sent again with its token, or later by a worker, has to be kept until then.
  const keeps = asks || tokenIn(operation, input)
  const { factsAt: _, ...about } = target
  const values: typeof changes.$inferInsert = {
    id,
    ...about,
    ...place,
    service: operation.service,
    action: 'call',
    operation: idOf(operation),
    kind,
    state: 'planned',
    params: redact(operation.request, input) as Record<string, unknown>, // an object stays one
    plan,
    locator: target.before?.facts.locator ?? {},
    sealed: keeps ? await sealFrozen(id, { input, params: {} }) : null,
    requestedBy: actor.id ?? '',
    requestedLabel: actor.label,
  }
  if (asks) {
    const expiresAt = sql`now() + make_interval(mins => ${PLAN_MINUTES})`
    await put(actor, { ...values, expiresAt: expiresAt as unknown as Date }, ['planned']) // drizzle takes SQL for any column
    throw problem('change-needs-approval', { params: { change: id, policy: policy?.name ?? '' } })
  }
  const now = sql`now()` as unknown as Date // as above
  const leaseUntil = sql`now() + make_interval(secs => ${CALL_LEASE_SECONDS})` as unknown as Date // as above
  const sending = { state: 'sending', sends: 1, sentAt: now, nextAt: now, leaseUntil, fence: 1 } as const
  const row = await put(actor, { ...values, ...sending }, ['planned', 'confirmed', 'recorded']).catch(
    async (error: unknown) => {
      throw isBusy(error) ? problem('change-busy', { params: await whoIsBusy(target.ref) }) : error
    },
  )
  const beat = setInterval(() => {
    renewLease(row, CALL_LEASE_SECONDS).catch(() => {})
  }, SIGN_OF_LIFE_MS)
  return {
    id,
    async end(outcome) {
      clearInterval(beat)
      try {
        await settle(row, operation, outcome)
      } catch (error) {
        // Somebody who took this process for dead found it already; the audit log has the answer.
        if (!(error instanceof LeaseLost)) logError(error, actor.requestId)
      }
    },
  }
}

const tokenIn = ({ idempotency }: Operation, input: Record<string, unknown>) =>
  idempotency !== undefined && typeof input[idempotency] === 'string' && input[idempotency] !== ''

async function put(
  actor: Actor,
  values: typeof changes.$inferInsert,
  steps: readonly (typeof STEPS)[number][],
): Promise<ChangeRow> {
  return db().transaction(async (tx) => {
    const [row] = await tx.insert(changes).values(values).returning()
    if (!row) throw new Error('a change was not stored')
    await tx.insert(changeSteps).values(
      steps.map((step) => ({
        changeId: row.id,
        step,
        by: step === 'recorded' ? BY : row.requestedLabel,
        details: {},
      })),
    )
    if (steps.includes('confirmed')) {
      // What was sent stands in the entries of the operation; this one says who decided it, as of every change.
      const { instanceId: target, accountId, action, operation } = row
      const details = { change: row.id, action, operation }
      await auditOf(tx, actor, { action: 'change.confirmed', target, accountId, outcome: 'succeeded', details })
    }
    await announceChange(row, tx)
    return row
  })
}

/** Ends it as the answer says; of a lost answer a worker asks again with the token, or a person has to look. */
async function settle(row: ChangeRow, operation: Operation, outcome: Parameters<RunningCall['end']>[0]): Promise<void> {
  const at = new Date().toISOString()
  if (!('error' in outcome)) {
    if ('nothingSent' in outcome) {
      const evidence: Evidence = { from: 'none', finding: 'not-sent', at, read: [] }
      return store(row, { state: 'stopped', evidence }, [])
    }
    const evidence: Evidence = { from: 'answer', finding: operation.async ? 'taken' : 'answered', at, read: [] }
    const { answer } = outcome
    const requestId = answer.requestId ?? null
    return store(row, { state: 'done', evidence, providerRequestId: requestId, answer }, [['answered', { requestId }]])
  }
  const { error } = outcome
  const said = errorOf(error)
  const requestId = error instanceof ProviderError ? (error.requestId ?? null) : null
  const about = { error: said, providerRequestId: requestId }
  if (error instanceof ProviderError && outcomeOf(error) === 'failed') {
    const evidence: Evidence = error.sent
      ? { from: 'answer', finding: 'refused', at, read: [] }
      : { from: 'none', finding: 'not-sent', at, read: [] }
    return store(row, { ...about, state: 'failed', evidence }, error.sent ? [['refused', { ...said, requestId }]] : [])
  }
  const lost = ['no-answer', { ...said, requestId }] as const
  if (row.sealed !== null) {
    await store(row, { ...about, state: 'checking' }, [lost])
    return wake(CHANGES)
  }
  const evidence: Evidence = { from: 'none', finding: 'cannot-tell', at, read: [] }
  return store(row, { ...about, state: 'human', evidence }, [lost])
}

interface Ending {
  state: 'done' | 'failed' | 'stopped' | 'human' | 'checking'
  evidence?: Evidence
  error?: ChangeError
  providerRequestId?: string | null
  answer?: Answer<unknown>
}

async function store(
  row: ChangeRow,
  { state, answer, ...set }: Ending,
  steps: readonly (readonly [(typeof STEPS)[number], Record<string, unknown>])[],
): Promise<void> {
  const over = state === 'checking' ? { nextAt: sql`now()` } : { endedAt: sql`now()`, sealed: null, nextAt: null }
  const ended = [['ended', { state, finding: set.evidence?.finding }]] as const
  await db().transaction(async (tx) => {
    const now = await writeHeld(
      row,
      { ...set, ...over, state, leaseUntil: sql`null` },
      tx,
      and(eq(changes.state, 'sending')),
    )
    const all = state === 'checking' ? steps : [...steps, ...ended]
    await tx.insert(changeSteps).values(all.map(([step, details]) => ({ changeId: row.id, step, by: BY, details })))
    if (answer) await keepAnswer(tx, row.id, answer)
    if (state !== 'checking' && set.evidence) await auditEnd(tx, now, state, set.evidence.finding)
    if (state === 'done' || state === 'human') await watchAfter(now, tx)
    await announceChange(now, tx)
  })
}
