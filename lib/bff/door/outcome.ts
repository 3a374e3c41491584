import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'

/**
 * Errors after which it is certain that a write did not happen: the cloud refused it before doing it.
 * Everything else that was sent is `unknown`, an error code no table knows included.
 */
const REFUSED: readonly ProviderErrorKind[] = [
  'denied',
  'wrong-key',
  'expired-key',
  'clock-skew',
  'throttled',
  'invalid-input',
  'no-such-region',
  'not-found',
  'wrong-state',
  'quota',
  'balance',
  'unsupported',
  'dry-run',
]

/** What became of a write that ended with this error. A refusal speaks of its own try only, not of an earlier one. */
export function outcomeOf(error: unknown): 'failed' | 'unknown' {
  if (!(error instanceof ProviderError) || error.unsettled) return 'unknown'
  return !error.sent || REFUSED.includes(error.kind) ? 'failed' : 'unknown'
}
