import type { Span, View } from './ledger'

const identity = ({ service, region, instanceId }: Span) => `${service} ${region} ${instanceId}`

/** Whose account says more of an instance goes before: one with an environment, then with a team, then by its id. */
const rank = (a: Span, b: Span) =>
  Number(a.account.environment === '') - Number(b.account.environment === '') ||
  Number(a.account.team === '') - Number(b.account.team === '') ||
  (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0)

/**
 * Each instance once at any time: two accounts of one cloud can show the same one, which is paid once. Where both do, the
 * time of the one that goes before is taken out of the other's.
 */
export function withoutDoubles(spans: readonly Span[]): Pick<View, 'spans' | 'doubles'> {
  const owners = new Map<string, Set<string>>()
  for (const span of spans) {
    const key = identity(span)
    const known = owners.get(key)
    if (known) known.add(span.accountId)
    else owners.set(key, new Set([span.accountId]))
  }
  const twice = new Map<string, Span[]>()
  const once: Span[] = []
  for (const span of spans) {
    const key = identity(span)
    if ((owners.get(key)?.size ?? 0) < 2) once.push(span)
    else twice.set(key, [...(twice.get(key) ?? []), span])
  }
  if (twice.size === 0) return { spans, doubles: 0 }
  let doubles = 0
  for (const group of twice.values()) {
    const taken: Span[] = []
    for (const span of group.sort(rank)) {
      const mine = group.filter((other) => other.accountId === span.accountId)
      const before = taken.filter((other) => !mine.includes(other))
      const parts = before.reduce<Span[]>((left, other) => left.flatMap((part) => cut(part, other)), [span])
      if (span.until === null && !parts.some(({ until }) => until === null)) doubles += 1
      once.push(...parts)
      taken.push(span)
    }
  }
  return { spans: once.sort((a, b) => (a.ref === b.ref ? a.since - b.since : a.ref < b.ref ? -1 : 1)), doubles }
}

/** What of a span is outside another one's time. */
function cut(span: Span, { since, until }: Span): Span[] {
  const end = span.until ?? Infinity
  const parts: Span[] = []
  if (span.since < since)
    parts.push({ ...span, until: Math.min(end, since) === Infinity ? null : Math.min(end, since) })
  if (until !== null && end > until) parts.push({ ...span, since: Math.max(span.since, until) })
  return parts
}
