/** So long what is wanted waits for what else is wanted: about a frame. */
const WAIT_MS = 20
/** The most that one question may be about (`lib/metrics/params.ts`). */
const MOST = 8

interface Wish {
  id: string
  signal: AbortSignal
  answer(answer: unknown): void
  fail(error: unknown): void
}

const waiting = new Map<string, Wish[]>()

/**
 * Asks once for all ids of a group that are wanted within a frame, eight at a time; everybody gets the whole answer. A
 * question that nobody waits for any more is given up. Rejects as `ask` does, and with the signal's reason.
 */
export function gathered<T>(
  group: string,
  id: string,
  signal: AbortSignal,
  ask: (ids: string[], signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // Only those of one group meet, and these ask alike.
    const wish: Wish = { id, signal, answer: (answer) => resolve(answer as T), fail: reject }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    const others = waiting.get(group)
    if (others) return void others.push(wish)
    const wishes = [wish]
    waiting.set(group, wishes)
    setTimeout(() => {
      waiting.delete(group)
      const wanted = wishes.filter((one) => !one.signal.aborted)
      for (let at = 0; at < wanted.length; at += MOST) void settle(wanted.slice(at, at + MOST), ask)
    }, WAIT_MS)
  })
}

async function settle<T>(wishes: readonly Wish[], ask: (ids: string[], signal: AbortSignal) => Promise<T>) {
  const gone = new AbortController()
  for (const { signal } of wishes)
    signal.addEventListener('abort', () => wishes.every((one) => one.signal.aborted) && gone.abort(signal.reason))
  try {
    const answer = await ask([...new Set(wishes.map(({ id }) => id))], gone.signal)
    for (const wish of wishes) wish.answer(answer)
  } catch (error) {
    for (const wish of wishes) wish.fail(error)
  }
}
