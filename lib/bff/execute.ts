import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { canonicalJson } from '@/lib/audit/canonical'
import type { NewAuditEntry } from '@/lib/audit/entry'
import { db, pool } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { callProvider } from '@/lib/http/call'
import { type Lane, ownerOf, pgLimiter } from '@/lib/http/quota'
import { type Input, idOf, type Operation, type Output } from '@/lib/operation'
import type { AdapterSettings, Answer, Call, Credentials, SentBody, SignatureScheme } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { providers } from '@/lib/providers/registry'
import { redact } from '@/lib/redact'
import { redactText } from '@/lib/redact-text'
import type { Actor } from './actor'
import { auditOf } from './audited'
import { openCredentials } from './credentials'
import { Coalesce } from './door/coalesce'
import { type Claim, claimKey } from './door/once'
import { outcomeOf } from './door/outcome'
import { withoutKeys } from './door/without-keys'
import { parse } from './parse'
import { atLeast, inScope } from './permission'
import { type ProblemError, problem } from './problem'

type AccountRow = typeof accounts.$inferSelect

export interface DoorRequest {
  actor: Actor
  accountId: string
  /** `interactive` for what a person waits for; it goes before `background`. */
  lane: Lane
  signal?: AbortSignal
  /** `pending` signs with a key that has yet to prove itself. */
  key?: 'active' | 'pending'
  /** A person asked to check again: sent even though the last calls failed. */
  insist?: boolean
  /** A write that may have been sent is not sent again by the transport, whatever token it has: the caller does that. */
  writesOnce?: boolean
  /** The body as it was sent comes too, with the blanks of the data. */
  verbatim?: boolean
  /** Shows customer data in the answers: of reads only, to operators only, and each time on record. */
  reveal?: boolean
  /**
   * Of reads: customer data comes to the caller, which keeps it on the server or puts on record that it shows it. For
   * `lib/slow-log` and `lib/diagnostics` alone, which make patterns of commands, keys and lines.
   */
  withinServer?: boolean
  /** Of a write by a person: sent once, and its outcome answered again. `replayed` tells that nothing was sent now. */
  once?: { key: string; replayed?(): void }
  /** Of a write: keeps it as a change, from before it is sent. What it throws refuses the call, of which nothing is sent. */
  asChange?(operation: Operation, input: Record<string, unknown>, account: AccountRow): Promise<KeptAsChange>
}

/** A change that this call is sent for. The audit log shows the call under its id. */
export interface KeptAsChange {
  id: string
  /** The answer comes without secrets and customer data. */
  end(outcome: { answer: Answer<unknown> } | { error: unknown } | { nothingSent: true }): Promise<void>
}

export interface Door {
  call: Call
  account: AccountRow
  settings: AdapterSettings
}

// Memory of this process: it saves calls, and nothing is wrong without it.
const reads = new Coalesce<Answer<unknown>>()
const limiter = pgLimiter(pool)

/**
 * The one door to the clouds, bound to an actor and an account. Throws `not-found`, `forbidden-scope` (on record),
 * `account-paused` and, when the credentials do not open, `account-locked`; nothing was sent then.
 */
export async function doorFor(request: DoorRequest): Promise<Door> {
  const { actor, accountId } = request
  const [[account], open] = await Promise.all([
    db().select().from(accounts).where(eq(accounts.id, accountId)),
    openCredentials(accountId, request.key ?? 'active'),
  ])
  if (!account) throw problem('not-found')
  if (!inScope(actor.scope, account)) throw await refused(request, account, 'account.use', problem('forbidden-scope'))
  if (account.paused) throw problem('account-paused')
  const opened = open()
  if (typeof opened === 'string') throw problem('account-locked')
  const call: Call = (operation, input, { region, signal }) =>
    admit(operation, input, { ...request, account, opened, region, signal: anyOf(request.signal, signal) })
  return { call, account, settings: { projectIds: account.projectIds } }
}

/** Runs any declared operation for an actor: the door and one call through it. */
export async function execute<O extends Operation>(
  operation: O,
  input: Input<O>,
  { region, ...request }: DoorRequest & { region: string },
): Promise<Answer<Output<O>>> {
  const { call } = await doorFor(request)
  return call(operation, input, { region })
}

interface Bound extends DoorRequest {
  account: AccountRow
  opened: { id: string; secret: Credentials }
  region: string
}

async function admit<O extends Operation>(operation: O, raw: Input<O>, bound: Bound): Promise<Answer<Output<O>>> {
  const { account, actor } = bound
  if (!account.services.includes(operation.service)) throw problem('not-found')
  if (!may(actor, operation)) {
    const forbidden = problem('forbidden-role', { params: { needed: roleFor(operation) } })
    throw await refused(bound, account, `operation:${idOf(operation)}`, forbidden, targetOf(operation, raw))
  }
  const input = parse(operation.request, raw, 'bad-input') as Record<string, unknown> // requests are objects
  const shown = { keepUnknown: true, revealCustomerData: await mayReveal(operation, input, bound) }
  const answer = await (operation.kind === 'read' ? joined(operation, input, bound) : recorded(operation, input, bound))
  const data = redact(operation.response, answer.data, shown) as Output<O> // masked values keep their place and type
  return { ...answer, data, body: bound.verbatim ? blanked(answer.body, data) : undefined }
}

function blanked(body: SentBody | undefined, data: unknown): SentBody | undefined {
  const text = body && redactText(body.text, data, body.renamed)
  return text === undefined ? undefined : { text }
}

/** Whether customer data may be shown in this answer. That it was is on record before anybody sees it. */
async function mayReveal(operation: Operation, input: Record<string, unknown>, bound: Bound): Promise<boolean> {
  if (operation.kind !== 'read') return false
  if (bound.withinServer) return true
  if (!bound.reveal) return false
  const { account, actor, region } = bound
  const action = `reveal:${idOf(operation)}`
  const target = targetOf(operation, input)
  if (actor.kind !== 'user' || !atLeast(actor.role, 'operator')) {
    const forbidden = problem('forbidden-role', { params: { needed: 'operator' } })
    throw await refused(bound, account, action, forbidden, target)
  }
  const details = { region, input: redact(operation.request, input) }
  await auditOf(db(), actor, { action, target, accountId: account.id, outcome: 'succeeded', details })
  return true
}

/** A read: identical ones that are asked for at the same time cost one call. */
async function joined(operation: Operation, input: Record<string, unknown>, bound: Bound): Promise<Answer<unknown>> {
  try {
    return await reads.run(readKey(operation, input, bound), bound.signal, (signal) =>
      send(operation, input, { ...bound, signal }),
    )
  } catch (cause) {
    if (cause instanceof ProviderError || !bound.signal?.aborted) throw cause
    throw new ProviderError({ kind: 'cancelled', operation: idOf(operation), sent: true, cause })
  }
}

/** A write: once if it has a key. What was begun under a key is carried through although the browser went away. */
async function recorded(operation: Operation, input: Record<string, unknown>, bound: Bound): Promise<Answer<unknown>> {
  const { account, actor, once, region } = bound
  if (!once || !actor.id) return onRecord(operation, input, bound)
  const claim = await claimKey(actor.id, once.key, [account.id, idOf(operation), region, input])
  if (claim.replay) {
    once.replayed?.()
    return claim.replay
  }
  return onRecord(operation, input, { ...bound, signal: undefined }, claim)
}

/** A write: on record before the first byte leaves, and again with how it ended. */
async function onRecord(
  operation: Operation,
  input: Record<string, unknown>,
  bound: Bound,
  claim?: Claim,
): Promise<Answer<unknown>> {
  const { account, region } = bound
  const change = await bound.asChange?.(operation, input, account).catch(async (error: unknown) => {
    await claim?.end({ nothingSent: true })
    throw error
  })
  const actor = change ? { ...bound.actor, requestId: change.id } : bound.actor
  const facts = {
    action: `operation:${idOf(operation)}`,
    target: targetOf(operation, input),
    accountId: account.id,
  }
  const details = { region, input: redact(operation.request, input) }
  const started = await auditOf(db(), actor, { ...facts, outcome: 'started', details }).catch(
    async (error: unknown) => {
      await claim?.end({ nothingSent: true })
      await change?.end({ nothingSent: true })
      throw error
    },
  )
  const finish = (ended: Pick<NewAuditEntry, 'outcome' | 'providerRequestId' | 'details'>) =>
    auditOf(db(), actor, { ...facts, ...ended, details: { region, started, ...ended.details } })
  let answer: Answer<unknown>
  try {
    answer = await send(operation, input, bound)
  } catch (error) {
    const said = error instanceof ProviderError ? error : undefined
    await claim?.end({ error })
    await finish({
      outcome: outcomeOf(error),
      providerRequestId: said?.requestId,
      details: { error: said?.kind ?? 'internal', code: said?.code },
    }).finally(() => change?.end({ error }))
    throw error
  }
  const data = redact(operation.response, answer.data, { keepUnknown: true })
  await claim?.end({ answer: { ...answer, data } })
  await finish({ outcome: 'succeeded', providerRequestId: answer.requestId }).finally(() =>
    change?.end({ answer: { ...answer, data } }),
  )
  return answer
}

async function send(operation: Operation, input: Record<string, unknown>, bound: Bound): Promise<Answer<unknown>> {
  const { account, opened, region, lane, signal, insist } = bound
  try {
    return await callProvider(providers[account.provider], operation, input, {
      accountId: account.id,
      credentialId: opened.id,
      credentials: opened.secret,
      scheme: account.scheme as SignatureScheme['id'], // written only from a validated account
      region,
      lane,
      owner: ownerOf(account),
      ratePerSecond: account.ratePerSecond,
      concurrency: account.concurrency,
      limiter,
      gateway: env().providerGateway ?? undefined,
      signal,
      force: insist,
      writesOnce: bound.writesOnce,
    })
  } catch (error) {
    throw withoutKeys(error, opened.secret)
  }
}

/** Puts a refusal on record and returns the problem to throw. */
async function refused(
  { actor }: DoorRequest,
  account: AccountRow,
  action: string,
  refusal: ProblemError,
  target: string | null = null,
): Promise<ProblemError> {
  await auditOf(db(), actor, {
    action,
    target: target ?? account.name,
    accountId: account.id,
    outcome: 'denied',
    details: { code: refusal.code, role: actor.role },
  })
  return problem(refusal.code, { ...refusal.extra, recorded: true })
}

/** What a request names as its target, one or several, else nothing. */
function targetOf(operation: Operation, input: unknown): string | null {
  const named = z.record(z.string(), z.unknown()).safeParse(input).data?.[operation.target ?? '']
  const names = (Array.isArray(named) ? named : [named]).filter((name) => typeof name === 'string')
  return names.length > 0 ? names.join(', ').slice(0, 200) : null
}

/**
 * What makes two reads the same. Rights are part of it although both callers were admitted: an answer never crosses
 * to somebody with other rights, whatever later masks do with it.
 */
const readKey = (operation: Operation, input: unknown, { account, actor, opened, region, lane, insist }: Bound) =>
  canonicalJson([account.id, opened.id, idOf(operation), region, input, actor.role, actor.scope, lane, insist === true])

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined)
  return given.length > 1 ? AbortSignal.any(given) : given[0]
}

/** Reads are for everybody with a role; the others need an operator. A job of ours may only read. */
const roleFor = (operation: Operation) => (operation.kind === 'read' ? 'viewer' : 'operator')

function may(actor: Actor, operation: Operation): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'system') return operation.kind === 'read'
  return atLeast(actor.role, roleFor(operation))
}
