import type { Draft, DraftObject } from '@/lib/explorer/draft'

/** What somebody was creating when the page was left. Secrets are not in it. */
export interface KeptDraft {
  values: DraftObject
  /** A secret had been typed: it has to be typed again. */
  hadSecret: boolean
}

const PREFIX = 'qd-create:'
/** Drafts that are kept, one for each beginning. */
const MOST = 5

/** Where a draft of this person lies; each beginning (nothing, an instance, a backup) has its own. */
export const draftKey = (person: string, beginning: string) => `${PREFIX}${person}:${beginning}`

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** The draft kept there, or undefined when there is none that can be read. */
export function readDraft(store: Store | undefined, key: string): KeptDraft | undefined {
  try {
    const found: unknown = JSON.parse(store?.getItem(key) ?? 'null')
    if (!isObject(found) || !isDraftObject(found.values)) return undefined
    return { values: found.values, hadSecret: found.hadSecret === true }
  } catch {
    return undefined
  }
}

/** Keeps what was typed, without the secrets; the oldest of too many drafts goes. A browser that keeps nothing is let be. */
export function keepDraft(
  store: Store | undefined,
  key: string,
  values: DraftObject,
  secrets: readonly string[],
  hadBefore = false,
) {
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.includes(name)))
  const hadSecret = hadBefore || secrets.some((name) => typeof values[name] === 'string' && values[name] !== '')
  try {
    store?.setItem(key, JSON.stringify({ values: kept, hadSecret, at: Date.now() }))
    const others = drafts(store).filter((other) => other !== key)
    for (const old of others.slice(MOST - 1)) store?.removeItem(old)
  } catch {
    // Full, or not allowed: the form works without.
  }
}

export function dropDraft(store: Store | undefined, key: string) {
  try {
    store?.removeItem(key)
  } catch {
    // Nothing is kept there then.
  }
}

/** Keys of all drafts, the newest first. */
function drafts(store: Store | undefined): string[] {
  const all: { key: string; at: number }[] = []
  for (let i = 0; i < (store?.length ?? 0); i++) {
    const key = store?.key(i)
    if (!key?.startsWith(PREFIX)) continue
    const found: unknown = JSON.parse(store?.getItem(key) ?? 'null')
    all.push({ key, at: isObject(found) && typeof found.at === 'number' ? found.at : 0 })
  }
  return all.sort((a, b) => b.at - a.at).map(({ key }) => key)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'string' || (Array.isArray(value) ? value.every(isDraft) : isDraftObject(value))

const isDraftObject = (value: unknown): value is DraftObject =>
  isObject(value) && !Array.isArray(value) && Object.values(value).every(isDraft)
