interface Shared<T> {
  promise: Promise<T>
  waiting: number
  stop: AbortController
}

/**
 * Joins identical concurrent work: callers with the same key share one run. A caller that goes away leaves the others
 * waiting; the run itself is cancelled only when the last one has left. Nothing is kept after it ended: no cache.
 */
export class Coalesce<T> {
  readonly #running = new Map<string, Shared<T>>()

  /** The result of `work`, or of the run with this key that is under way already. */
  async run(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal?.throwIfAborted()
    const shared = this.#running.get(key) ?? this.#start(key, work)
    shared.waiting += 1
    try {
      return await (signal ? orAborted(shared.promise, signal) : shared.promise)
    } finally {
      shared.waiting -= 1
      if (shared.waiting === 0) {
        // Nobody may join a run that is being cancelled.
        if (this.#running.get(key) === shared) this.#running.delete(key)
        shared.stop.abort()
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const stop = new AbortController()
    const shared: Shared<T> = { promise: work(stop.signal), waiting: 0, stop }
    this.#running.set(key, shared)
    const forget = () => {
      if (this.#running.get(key) === shared) this.#running.delete(key)
    }
    shared.promise.then(forget, forget)
    return shared
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
