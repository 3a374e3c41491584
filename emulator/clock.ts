/**
 * Two clocks. `world` drives lifecycles and expiry and can be advanced by hand; `gateway` is what signatures are
 * checked against and what the Date header tells, so that advancing the world makes no signature old.
 */
export interface Clock {
  /** Milliseconds since 1970 in the world. */
  world(): number
  /** Milliseconds since 1970 at the gateway. */
  gateway(): number
  /** Moves the world on; never back. */
  advance(ms: number): void
}

export function clock(now: () => number = Date.now): Clock {
  let ahead = 0
  return {
    world: () => now() + ahead,
    gateway: now,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError('the clock only moves forward')
      ahead += ms
    },
  }
}
