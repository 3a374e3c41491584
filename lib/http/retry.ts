import type { Operation } from '@/lib/operation'
import type { ProviderError, ProviderErrorKind } from '@/lib/providers/error'
import { isCertificateError } from './send'

export const MAX_ATTEMPTS = 3
const BASE_MS = 200
const CAP_MS = 5_000

/** Failures that another try may mend. Whether a try is allowed depends on the operation. */
const TRANSIENT: ReadonlySet<ProviderErrorKind> = new Set([
  'unreachable',
  'timeout',
  'dropped',
  'server-error',
  'bad-answer',
  'throttled',
])

/**
 * Whether sending the same again is both useful and harmless: for reads, and for writes that carry their idempotency
 * token. Any other write is sent once; whoever sent it finds out what became of it.
 */
export function mayRetry(operation: Operation, input: Record<string, unknown>, error: ProviderError): boolean {
  if (!TRANSIENT.has(error.kind) || isCertificateError(error.cause)) return false
  if (operation.kind === 'read') return true
  if (operation.once) return false
  const token = operation.idempotency === undefined ? undefined : input[operation.idempotency]
  return typeof token === 'string' && token !== ''
}

/** Full jitter; what the provider asked for comes on top. */
export const delayMs = (attempt: number, error: ProviderError, random: number) =>
  (error.retryAfterMs ?? 0) + random * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1))

/** What is left to spend on retries: each costs 1, each call answered at the first try earns a tenth. */
export function makeRetryBudget(capacity = 20, earns = 0.1) {
  const left = new Map<string, number>()
  return {
    take(key: string): boolean {
      const now = left.get(key) ?? capacity
      if (now < 1) return false
      left.set(key, now - 1)
      return true
    },
    earn(key: string): void {
      const now = left.get(key)
      if (now !== undefined) left.set(key, Math.min(capacity, now + earns))
    },
  }
}
export type RetryBudget = ReturnType<typeof makeRetryBudget>
