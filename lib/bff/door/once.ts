import { createHmac } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { canonicalJson } from '@/lib/audit/canonical'
import { db } from '@/lib/db/client'
import { sentOnce } from '@/lib/db/schema'
import type { Answer } from '@/lib/providers/contract'
import { PROVIDER_ERROR_KINDS, ProviderError } from '@/lib/providers/error'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'
import { logError } from '../log'
import { fieldProblem, problem } from '../problem'

/** How long the outcome is answered again. */
const KEPT_HOURS = 24
/** Longer than any call takes with its tries: whoever began it and did not finish by then is gone. */
const LONGEST_CALL_MS = 10 * 60_000

const HEADER = 'idempotency-key'
const Key = z.string().regex(/^[\x21-\x7e]{8,128}$/)

/** The Idempotency-Key of a request: 8 to 128 visible ASCII characters. Throws `bad-input` for another. */
export function idempotencyKeyOf(headers: Headers): string | undefined {
  const given = headers.get(HEADER)
  if (given === null) return undefined
  const parsed = Key.safeParse(given)
  if (!parsed.success) throw fieldProblem(HEADER, 'invalid')
  return parsed.data
}

const Kept = z.union([
  z.object({
    answer: z.object({
      data: z.unknown(),
      requestId: z.string().optional(),
      receivedAt: z.coerce.date(),
      status: z.number(),
    }),
  }),
  z.object({
    failure: z.object({
      kind: z.enum(PROVIDER_ERROR_KINDS),
      operation: z.string(),
      code: z.string().optional(),
      vendorMessage: z.string().optional(),
      requestId: z.string().optional(),
      status: z.number().optional(),
      unsettled: z.boolean(),
    }),
  }),
  z.object({ lost: z.literal(true) }),
])
type Kept = z.infer<typeof Kept>

export interface Claim {
  /** How the first call with this key ended; nothing may be sent then. */
  replay?: Promise<Answer<unknown>>
  /** Keeps how it ended. Never fails: a write that was sent stays sent, and its key stays taken. */
  end(outcome: { answer: Answer<unknown> } | { error: unknown } | { nothingSent: true }): Promise<void>
}

/**
 * Takes a key for one write of a person, in the database, so that no other request in any process sends under it.
 * `what` is all that is asked for. Throws `key-reused` when the key stands for something else, `key-in-progress` while
 * the first call is under way, and `key-outcome-lost` when nobody knows how it ended.
 */
export async function claimKey(userId: string, key: string, what: unknown): Promise<Claim> {
  const secret = deriveKey(await deploymentSecret(), 'idempotency')
  const digest = createHmac('sha256', secret).update(canonicalJson(what)).digest()
  const here = and(eq(sentOnce.userId, userId), eq(sentOnce.key, key))
  await db().delete(sentOnce).where(lt(sentOnce.expiresAt, sql`now()`))
  const claimed = await db()
    .insert(sentOnce)
    .values({
      userId,
      key,
      digest,
      startedAt: sql`now()`,
      expiresAt: sql`now() + make_interval(hours => ${KEPT_HOURS})`,
    })
    .onConflictDoNothing()
    .returning({ key: sentOnce.key })
  if (claimed.length > 0) return { end: (outcome) => end(here, outcome) }

  const [row] = await db()
    .select({ digest: sentOnce.digest, outcome: sentOnce.outcome, ageMs: ageMs() })
    .from(sentOnce)
    .where(here)
  // Given back between the two statements: whoever asked first failed before anything was sent.
  if (!row) throw problem('key-in-progress', { retryAfterSeconds: 1 })
  if (!row.digest.equals(digest)) throw problem('key-reused')
  if (row.outcome === null) {
    throw row.ageMs < LONGEST_CALL_MS
      ? problem('key-in-progress', { retryAfterSeconds: 2 })
      : problem('key-outcome-lost')
  }
  return { replay: again(Kept.parse(row.outcome)), end: async () => {} }
}

const ageMs = () => sql<number>`extract(epoch from now() - ${sentOnce.startedAt}) * 1000`.mapWith(Number)

async function again(kept: Kept): Promise<Answer<unknown>> {
  if ('lost' in kept) throw problem('key-outcome-lost')
  if ('failure' in kept) throw new ProviderError({ ...kept.failure, sent: true })
  const { data, requestId, receivedAt, status } = kept.answer
  return { data, requestId, receivedAt, status }
}

async function end(here: ReturnType<typeof and>, outcome: Parameters<Claim['end']>[0]): Promise<void> {
  try {
    const kept = keptOf(outcome)
    if (kept) await db().update(sentOnce).set({ outcome: kept }).where(here)
    else await db().delete(sentOnce).where(here)
  } catch (cause) {
    logError(cause, 'idempotency key')
  }
}

/** Undefined when nothing was sent: the key may then be used again. */
function keptOf(outcome: Parameters<Claim['end']>[0]): Kept | undefined {
  if ('answer' in outcome) {
    // Field by field: the body as it was sent has no blanks, and is never stored.
    const { data, requestId, receivedAt, status } = outcome.answer
    return { answer: { data, requestId, receivedAt, status } }
  }
  if ('nothingSent' in outcome) return undefined
  const { error } = outcome
  if (!(error instanceof ProviderError)) return { lost: true }
  if (!error.sent) return undefined
  const { kind, operation, code, vendorMessage, requestId, status, unsettled } = error
  return { failure: { kind, operation, code, vendorMessage, requestId, status, unsettled } }
}
