const PREFIX = 'qd-pick-'
/** Of this many the latest are kept. */
const MOST = 10

/** Keeps chosen instances for the page that changes them: 200 names do not fit into an address. Gives their key. */
export function keepPick(refs: readonly string[]): string {
  const key = Date.now().toString(36)
  for (const old of Object.keys(sessionStorage)
    .filter((name) => name.startsWith(PREFIX))
    .sort()
    .slice(0, -MOST)) {
    sessionStorage.removeItem(old)
  }
  sessionStorage.setItem(PREFIX + key, JSON.stringify(refs))
  return key
}

/** What was chosen under a key, in this tab; empty when nothing is known of it. */
export function readPick(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((ref) => typeof ref === 'string') : []
  } catch {
    return []
  }
}
