import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'

export interface BreakerKey {
  accountId: string
  /** A changed credential closes what a wrong one opened. */
  credentialId: string
  region: string
}

export interface Breaker {
  /**
   * Throws the error that opened it, as not sent, while it is open; otherwise lets the call through. `force` lets one
   * call through in any case: a person asked, or a permission probe runs.
   */
  admit(key: BreakerKey, operation: string, force?: boolean): void
  succeeded(key: BreakerKey): void
  failed(key: BreakerKey, error: ProviderError): void
  /** The call that was let through ended without telling anything about the cloud. */
  abandoned(key: BreakerKey): void
}

const AUTH: ReadonlySet<ProviderErrorKind> = new Set(['wrong-key', 'expired-key'])
const AWAY: ReadonlySet<ProviderErrorKind> = new Set(['unreachable', 'timeout'])
const FAILURES = 5
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000
/** A key can be right again without having changed: its owner enables it. Clouds lock keys for much more than this. */
const KEY_WAIT_MS = 15 * 60_000

interface State {
  failures: number
  openUntil: number
  waitMs: number
  probing: boolean
  error: ProviderError | undefined
}

/**
 * Stops calls that cannot succeed: after a refused key in every region, until the credential changes, a forced call
 * succeeds or one call in a quarter of an hour does (a dead key must not hammer the cloud until it is locked); and after 5 unreachable or unanswered calls in a row to one region, until
 * one call in `waitMs` gets through.
 */
export function makeBreaker(now: () => number = Date.now): Breaker {
  const keys = new Map<string, { error: ProviderError; openUntil: number }>()
  const regions = new Map<string, State>()
  const credentialKey = ({ accountId, credentialId }: BreakerKey) => `${accountId}|${credentialId}`
  const regionKey = ({ accountId, region }: BreakerKey) => `${accountId}|${region}`

  return {
    admit(key, operation, force = false) {
      const refused = keys.get(credentialKey(key))
      if (refused && !force) {
        if (now() < refused.openUntil) throw again(refused.error, operation)
        // This one may try; the others wait for what it finds out.
        refused.openUntil = now() + KEY_WAIT_MS
      }
      const state = regions.get(regionKey(key))
      if (!state?.error || force) return
      if (state.probing || now() < state.openUntil) throw again(state.error, operation)
      state.probing = true
    },

    succeeded(key) {
      keys.delete(credentialKey(key))
      regions.delete(regionKey(key))
    },

    failed(key, error) {
      if (AUTH.has(error.kind)) keys.set(credentialKey(key), { error, openUntil: now() + KEY_WAIT_MS })
      const name = regionKey(key)
      if (!AWAY.has(error.kind)) {
        // Any answer, even no, says that the cloud is there.
        if (error.kind === 'cancelled') this.abandoned(key)
        else regions.delete(name)
        return
      }
      const state = regions.get(name) ?? { failures: 0, openUntil: 0, waitMs: 0, probing: false, error: undefined }
      regions.set(name, state)
      state.failures += 1
      state.probing = false
      if (state.failures < FAILURES) return
      state.waitMs = Math.min(LONGEST_WAIT_MS, state.waitMs === 0 ? FIRST_WAIT_MS : state.waitMs * 2)
      state.openUntil = now() + state.waitMs
      state.error = error
    },

    abandoned(key) {
      const state = regions.get(regionKey(key))
      if (state) state.probing = false
    },
  }
}

/** The same failure for another call, of which nothing was sent. */
const again = (error: ProviderError, operation: string) =>
  new ProviderError({
    kind: error.kind,
    operation,
    code: error.code,
    vendorMessage: error.vendorMessage,
    requestId: error.requestId,
    status: error.status,
    sent: false,
    cause: error,
  })
