import { canonicalJson } from '@/lib/audit/canonical'
import { idOf } from '@/lib/operation'
import type { Answer, Call } from '@/lib/providers/contract'

/**
 * The questions of one plan, each asked once: who asks the same again gets the answer that is under way. So what is asked
 * ahead, by facts that may be old, counts only where the facts of now ask the very same. `end` lets go of what nobody
 * needed. Reads only: of two writes with the same input both are meant.
 */
export function askOnce(call: Call): { call: Call; end(): void } {
  const over = new AbortController()
  const asked = new Map<string, Promise<Answer<unknown>>>()
  const once: Call = (operation, input, { region }) => {
    if (operation.kind !== 'read') throw new Error(`${idOf(operation)} is no question`)
    const key = canonicalJson([idOf(operation), region, input])
    const known = asked.get(key) ?? call(operation, input, { region, signal: over.signal })
    asked.set(key, known)
    return known as ReturnType<typeof call<typeof operation>> // kept under the id of this very row
  }
  return { call: once, end: () => over.abort() }
}
