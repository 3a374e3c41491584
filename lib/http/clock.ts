import { randomUUID } from 'node:crypto'
import { setTimeout as sleepFor } from 'node:timers/promises'

/** Time, waiting and chance, so that tests hold them in their hand. */
export interface Clock {
  /** Milliseconds since 1970 by this machine's clock. */
  now(): number
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** From 0 up to, not including, 1. */
  random(): number
  /** A text that was never used before. */
  nonce(): string
  /** Runs `work` once after `ms`, unless the function it returns is called first. */
  after(ms: number, work: () => void): () => void
}

export const realClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => sleepFor(ms, undefined, signal ? { signal } : {}),
  random: Math.random,
  nonce: randomUUID,
  after(ms, work) {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
