import type { Span, View } from './ledger'

const identity = ({ service, region, instanceId }: Span) => `${service} ${region} ${instanceId}`

/**
 * Of two accounts that show an instance the one that had it first keeps it, so that an account that is added later moves no
 * costs; of two since the same moment one with an environment, then with a team, then by its id.
 */
const ranking = (first: ReadonlyMap<string, number>) => (a: Span, b: Span) =>
  (first.get(a.accountId) ?? 0) - (first.get(b.accountId) ?? 0) ||
  Number(a.account.environment === '') - Number(b.account.environment === '') ||
  Number(a.account.team === '') - Number(b.account.team === '') ||
  (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0)

/** True of two stretches of one instance, be it by two accounts. */
export const isSameInstance = (a: Span, b: Span): boolean =>
  a.ref === b.ref || (a.instanceId === b.instanceId && a.region === b.region && a.service === b.service)

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
    const first = new Map<string, number>()
    for (const { accountId, since } of group) first.set(accountId, Math.min(since, first.get(accountId) ?? since))
    for (const span of group.sort(ranking(first))) {
      const mine = group.filter((other) => other.accountId === span.accountId)
      const before = taken.filter((other) => !mine.includes(other))
      const parts = before.reduce<Span[]>((left, other) => left.flatMap((part) => cut(part, other)), [span])
      if (span.until === null && !parts.some(({ until }) => until === null)) doubles += 1
      once.push(...parts)
      taken.push(span)
    }
  }
  const order = new Map(once.map((span) => [span, identity(span)]))
  const name = (span: Span) => order.get(span) ?? ''
  // What one account had and another goes on with stands together.
  return {
    spans: once.sort((a, b) => (name(a) === name(b) ? a.since - b.since : name(a) < name(b) ? -1 : 1)),
    doubles,
  }
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
