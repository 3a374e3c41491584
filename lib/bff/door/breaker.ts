import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'

/** The key itself is refused: asking again cannot help and a cloud may lock the key. Open from the first one. */
const KEY_REFUSED: readonly ProviderErrorKind[] = ['wrong-key', 'expired-key']
/** The far end does not answer. Open after a few in a row. */
const AWAY: readonly ProviderErrorKind[] = ['unreachable', 'timeout', 'dropped', 'server-error']
/** Said by somebody who knows the key. */
const KEY_ACCEPTED: readonly ProviderErrorKind[] = ['denied', 'not-found', 'wrong-state', 'quota', 'balance']
/** Ours, not theirs: they tell nothing about the far end. */
const OURS: readonly ProviderErrorKind[] = ['cancelled', 'not-allowed-host']

const FAILURES_TO_OPEN = 5
const AWAY_FIRST_MS = 5_000
const AWAY_LONGEST_MS = 60_000
const KEY_MS = 60_000

interface Circuit {
  failures: number
  /** Before this time nothing is sent. */
  until: number
  /** One trial is under way after the pause. */
  trial: boolean
  last: ProviderError | undefined
}

/** Told how the admitted call went; exactly one of the two is called, once. */
export interface Permit {
  done(): void
  failed(error: unknown): void
}

/**
 * Stops calls that are known to fail, per key of an account and per region of a service. Memory of one process: it
 * saves time and the cloud's patience; nothing depends on it for being right. While open, callers get the last error
 * again (with `sent: false`) without a call; after the pause one trial is let through.
 */
export class Breaker {
  readonly #circuits = new Map<string, Circuit>()
  readonly #now: () => number

  /** `now` is a monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /**
   * Admits a call or throws the error that opened the circuit.
   * `insist` passes an open one: a person asked to check again (the permission probe's first call).
   */
  admit(scope: { credential: string; region: string }, operation: string, insist = false): Permit {
    const keys = { key: scope.credential, region: `${scope.credential} ${scope.region}` }
    const trials: Circuit[] = []
    for (const circuit of [this.#circuits.get(keys.key), this.#circuits.get(keys.region)]) {
      if (!circuit?.last || circuit.until === 0) continue
      if (!insist && (circuit.trial || this.#now() < circuit.until)) throw again(circuit.last, operation)
      trials.push(circuit)
    }
    for (const circuit of trials) circuit.trial = true
    const release = () => {
      for (const circuit of trials) circuit.trial = false
    }
    return {
      done: () => {
        release()
        this.#circuits.delete(keys.key)
        this.#circuits.delete(keys.region)
      },
      failed: (error) => {
        release()
        if (!(error instanceof ProviderError) || OURS.includes(error.kind)) return
        if (KEY_REFUSED.includes(error.kind)) this.#open(keys.key, error, 1, () => KEY_MS)
        else if (AWAY.includes(error.kind)) {
          this.#open(keys.region, error, FAILURES_TO_OPEN, (over) =>
            Math.min(AWAY_FIRST_MS * 2 ** over, AWAY_LONGEST_MS),
          )
        } else {
          this.#circuits.delete(keys.region)
          if (KEY_ACCEPTED.includes(error.kind)) this.#circuits.delete(keys.key)
        }
      },
    }
  }

  #open(key: string, error: ProviderError, threshold: number, pauseMs: (over: number) => number) {
    const circuit = this.#circuits.get(key) ?? { failures: 0, until: 0, trial: false, last: undefined }
    circuit.failures += 1
    circuit.last = error
    if (circuit.failures >= threshold) circuit.until = this.#now() + pauseMs(circuit.failures - threshold)
    this.#circuits.set(key, circuit)
  }
}

function again(last: ProviderError, operation: string) {
  return new ProviderError({
    kind: last.kind,
    operation,
    code: last.code,
    vendorMessage: last.vendorMessage,
    requestId: last.requestId,
    status: last.status,
    sent: false,
    cause: last,
  })
}
