const EVERY_MS = 60_000
const MOST = 2_000

/** What was put on record of tries during a pause, and when. */
const told = new Map<string, number>()

/**
 * True when a try during a pause is worth an entry: once a minute for an account and for an address, so that who goes
 * on trying cannot fill the audit log. Each process counts for itself.
 * @param about the account tried and the address it came from
 */
export function heldIsNews(about: readonly string[], now = Date.now()): boolean {
  for (const [key, at] of told) if (now - at >= EVERY_MS) told.delete(key)
  if (told.size >= MOST || about.some((key) => told.has(key))) return false
  for (const key of about) told.set(key, now)
  return true
}
