import type { View } from './ledger'

/** An answer may be so old; one made from other costs than those of now is never given. */
const KEEP_MS = 15_000
const MOST_ANSWERS = 60
const MOST_LASTING = 400

/** The answer to a question about a view, which its key names in full: one that was made a moment ago, or a new one. */
export async function answerOf<T>(view: View, key: string, make: (now: number) => Promise<T>): Promise<T> {
  const known = view.answers.get(key)
  const now = Date.now()
  if (known && known.until > now) return (await known.body) as T // its key is of this kind of answer
  const body = make(now)
  if (view.answers.size >= MOST_ANSWERS) view.answers.clear()
  view.answers.set(key, { until: now + KEEP_MS, body })
  body.catch(() => view.answers.delete(key))
  return body
}

/** What a view says of the past, which stays so for as long as the view does; made when it is first asked for. */
export function lasting<T>(view: View, key: string, make: () => T): T {
  if (view.lasting.has(key)) return view.lasting.get(key) as T // its key is of this kind
  const made = make()
  if (view.lasting.size >= MOST_LASTING) view.lasting.clear()
  view.lasting.set(key, made)
  return made
}
