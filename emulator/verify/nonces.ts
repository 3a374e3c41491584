/** Nonces that were used within the time in which a signature is valid. */
export interface Nonces {
  /** True the first time a key uses a nonce. */
  take(keyId: string, nonce: string, nowMs: number): boolean
}

const KEEP_MS = 30 * 60_000

export function nonces(): Nonces {
  let young = new Set<string>()
  let old = new Set<string>()
  let turnedAt = 0
  return {
    take(keyId, nonce, nowMs) {
      if (nowMs - turnedAt > KEEP_MS) {
        old = young
        young = new Set()
        turnedAt = nowMs
      }
      const entry = `${keyId} ${nonce}`
      if (young.has(entry) || old.has(entry)) return false
      young.add(entry)
      return true
    },
  }
}
