import { idOf, type Operation, type Output } from '@/lib/operation'
import type { Answer, Credentials, Provider, SignatureScheme, WireResponse } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { type Breaker, makeBreaker } from './breaker'
import { passesAsIs } from './check'
import { type Clock, realClock } from './clock'
import { type Gate, makeGate, makeTurnstile } from './concurrency'
import type { Lane, Limiter, QuotaKey } from './quota'
import { delayMs, MAX_ATTEMPTS, makeRetryBudget, mayRetry, type RetryBudget } from './retry'
import { send, type Timeouts } from './send'

export interface CallContext {
  accountId: string
  /** Changes when the key is rotated: a breaker that a wrong key opened closes then. */
  credentialId: string
  credentials: Credentials
  scheme: SignatureScheme['id']
  region: string
  lane: Lane
  /** Whose quota this counts against: `ownerOf` of `quota.ts`. */
  owner: string
  ratePerSecond?: number
  /** Calls at a time of this account. */
  concurrency: number
  limiter: Limiter
  /** Value of `QUARTERDECK_PROVIDER_GATEWAY`. */
  gateway?: string
  signal?: AbortSignal
  timeouts?: Partial<Timeouts>
  /** Passes an open breaker: a permission probe, or a person who asked for this very call. */
  force?: boolean
  /** A write that may have been sent is not sent again, whatever token it has: its sender does that. */
  writesOnce?: boolean
  /** Replaced in tests. */
  line?: Line
}

/** What all calls of a process share. Nothing here is needed for correctness: it only makes calls polite. */
export interface Line {
  clock: Clock
  gate: Gate
  breaker: Breaker
  budget: RetryBudget
  inTurn: ReturnType<typeof makeTurnstile>
  /** By how many ms a provider's clock is ahead of ours, by `provider/region`. */
  skewMs: Map<string, number>
}

export const makeLine = (clock: Clock = realClock): Line => ({
  clock,
  gate: makeGate(clock),
  breaker: makeBreaker(clock.now),
  budget: makeRetryBudget(),
  inTurn: makeTurnstile(),
  skewMs: new Map(),
})

const sharedLine = makeLine()

/** A difference that no provider minds, and that correcting cannot mend. */
const HARMLESS_SKEW_MS = 30_000

/**
 * Calls a provider: waits for quota and a place, signs with a fresh nonce and corrected time, sends, decodes, checks
 * the answer against the row's schema, and tries again where `retry.ts` allows it. `input` has passed the row's request
 * schema. Rejects with a `ProviderError`, or with what the limiter's database threw.
 */
export async function callProvider<O extends Operation>(
  provider: Provider,
  operation: O,
  input: Record<string, unknown>,
  context: CallContext,
): Promise<Answer<Output<O>>> {
  const { clock, breaker, budget } = context.line ?? sharedLine
  const quota: QuotaKey = {
    owner: context.owner,
    region: context.region,
    operation: idOf(operation),
    ratePerSecond: context.ratePerSecond,
  }
  const budgetKey = `${context.accountId}|${context.region}`
  let current: Operation = operation
  const mended = new Set<string>()

  let sentBefore = false
  // An earlier try of a write ended without an answer that settles it.
  let unsettled = false
  const told = (error: ProviderError) => (unsettled ? error.asUnsettled() : sentBefore ? error.asSent() : error)

  for (let attempt = 1; ; attempt++) {
    try {
      breaker.admit(context, idOf(operation), context.force)
    } catch (error) {
      throw error instanceof ProviderError ? told(error) : error
    }
    const knownSkewMs = (context.line ?? sharedLine).skewMs.get(skewKey(provider, context)) ?? 0
    try {
      const answer = await tryOnce(provider, current, input, context, quota)
      breaker.succeeded(context)
      if (attempt === 1) budget.earn(budgetKey)
      return answer as Answer<Output<O>> // parsed by this very row's response schema
    } catch (error) {
      if (!(error instanceof ProviderError)) {
        breaker.abandoned(context)
        throw error
      }
      breaker.failed(context, error)
      sentBefore ||= error.sent
      if (error.kind === 'throttled') await context.limiter.throttled(quota, error.retryAfterMs)

      // Refused before anything was done: once each, the request is made right and sent again.
      if (!mended.has(error.kind) && attempt < MAX_ATTEMPTS) {
        if (error.kind === 'clock-skew' && learnSkew(provider, context, error, knownSkewMs)) {
          mended.add(error.kind)
          continue
        }
        // After an earlier try that may have arrived, a used nonce may mean that it was done.
        if (error.kind === 'nonce-used' && (operation.kind === 'read' || attempt === 1)) {
          mended.add(error.kind)
          continue
        }
        if (error.kind === 'unsupported' && operation.otherApiVersion !== undefined) {
          mended.add(error.kind)
          current = { ...operation, apiVersion: operation.otherApiVersion }
          continue
        }
      }
      const mayBeDone = operation.kind !== 'read' && error.sent && error.kind !== 'throttled'
      if (
        attempt >= MAX_ATTEMPTS ||
        (mayBeDone && context.writesOnce) ||
        !mayRetry(operation, input, error) ||
        !budget.take(budgetKey)
      ) {
        throw told(error)
      }
      unsettled ||= mayBeDone
      await clock.sleep(delayMs(attempt, error, clock.random()), context.signal).catch((cause: unknown) => {
        throw told(new ProviderError({ kind: 'cancelled', operation: idOf(operation), sent: sentBefore, cause }))
      })
    }
  }
}

async function tryOnce(
  provider: Provider,
  operation: Operation,
  input: Record<string, unknown>,
  context: CallContext,
  quota: QuotaKey,
): Promise<Answer<unknown>> {
  const line = context.line ?? sharedLine
  const { signal, lane, region } = context
  // One call of a kind at a time goes from its quota to its place, so that permits do not pile up while places are
  // taken and then burst; and nobody holds a place while waiting for quota.
  const leave = await asCancelled(
    line.inTurn(`${quota.owner}|${region}|${quota.operation}|${lane}|${context.accountId}`, signal, async () => {
      await context.limiter.acquire(quota, lane, signal)
      return line.gate.enter({ accountId: context.accountId, limit: context.concurrency, region, lane, signal })
    }),
    operation,
    context,
  )
  let response: WireResponse
  let othersLeave = false
  try {
    const request = provider.wire.encode(operation, input, {
      credentials: context.credentials,
      scheme: context.scheme,
      region,
      now: new Date(line.clock.now() + (line.skewMs.get(skewKey(provider, context)) ?? 0)),
      nonce: line.clock.nonce(),
    })
    response = await send(request, {
      operation: idOf(operation),
      allowsHost: provider.allowsHost,
      gateway: context.gateway,
      timeouts: context.timeouts,
      signal,
    })
  } finally {
    othersLeave = leave()
  }
  const receivedAt = new Date(line.clock.now())
  // For the cloud this call is over: the next one is sent before we work on the answer.
  if (othersLeave) await new Promise(setImmediate)
  const { status } = response
  const { body, requestId, renamed } = provider.wire.decode(operation, response)
  const told = { requestId, receivedAt, status, body: { text: response.body, renamed } }
  if (passesAsIs(operation.response, body)) return { data: body, ...told }
  const parsed = operation.response.safeParse(body)
  if (parsed.success) return { data: parsed.data, ...told }
  throw new ProviderError({
    kind: 'bad-answer',
    operation: idOf(operation),
    requestId,
    status,
    sent: true,
    cause: parsed.error,
  })
}

const skewKey = (provider: Provider, { region }: CallContext) => `${provider.id}/${region}`

/** Takes the provider's own clock from its answer; false when that would change nothing. */
function learnSkew(
  provider: Provider,
  context: CallContext,
  { serverDate }: ProviderError,
  knownSkewMs: number,
): boolean {
  if (!serverDate) return false
  const { skewMs, clock } = context.line ?? sharedLine
  const key = skewKey(provider, context)
  const skew = serverDate.getTime() - clock.now()
  // What was known when this try began: another call may have learnt the same meanwhile, and this one is still to mend.
  if (Math.abs(skew - knownSkewMs) < HARMLESS_SKEW_MS) return false
  skewMs.set(key, skew)
  return true
}

/** An abort while waiting is a cancelled call of which nothing was sent. */
async function asCancelled<T>(work: Promise<T>, operation: Operation, { signal }: CallContext): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!signal?.aborted) throw cause
    throw new ProviderError({ kind: 'cancelled', operation: idOf(operation), sent: false, cause })
  }
}
