import { PROVIDERS, SERVICE_IDS } from './service'
import { STANDINGS } from './standing'
import { ARCHITECTURES, CHARGE_TYPES, STATUSES } from './status'

/**
 * Fields of the query language and what their values may be.
 * - `contains`: part of the text; `exact`: the whole text; both know `*`; `enum`: one of a list
 * - `size`: `1GB`, `512MB`, a bare number is GB, and for `used` also `80%`; `count`: `10000`, `10k`
 * - `future`, `past`: a date, or a length of time from now; `duration`: a length of time
 * - `tag`: a key, or `key=value`
 */
export type FieldKind = 'contains' | 'exact' | 'enum' | 'size' | 'count' | 'future' | 'past' | 'duration' | 'tag'

interface FieldSpec {
  kind: FieldKind
  values?: readonly string[]
}

export const FIELDS = {
  name: { kind: 'contains' },
  id: { kind: 'contains' },
  provider: { kind: 'enum', values: PROVIDERS },
  service: { kind: 'enum', values: SERVICE_IDS },
  account: { kind: 'exact' },
  region: { kind: 'exact' },
  zone: { kind: 'exact' },
  engine: { kind: 'enum', values: ['redis', 'memcached'] },
  version: { kind: 'exact' },
  arch: { kind: 'enum', values: ARCHITECTURES },
  status: { kind: 'enum', values: STATUSES },
  env: { kind: 'exact' },
  team: { kind: 'exact' },
  tag: { kind: 'tag' },
  charge: { kind: 'enum', values: CHARGE_TYPES },
  memory: { kind: 'size' },
  used: { kind: 'size' },
  connections: { kind: 'count' },
  expires: { kind: 'future' },
  created: { kind: 'past' },
  age: { kind: 'duration' },
  endpoint: { kind: 'contains' },
  class: { kind: 'exact' },
  vpc: { kind: 'exact' },
  payer: { kind: 'exact' },
  price: { kind: 'enum', values: ['quote', 'estimate', 'none', 'ended'] },
  /** How its backups stand, and when its last good set was begun: both as they were last read. */
  coverage: { kind: 'enum', values: STANDINGS },
  backup: { kind: 'past' },
} as const satisfies Record<string, FieldSpec>

export type Field = keyof typeof FIELDS

/** Other words for the same fields. */
const ALIASES: Record<string, Field> = {
  cloud: 'provider',
  architecture: 'arch',
  environment: 'env',
  tags: 'tag',
  mem: 'memory',
  ref: 'id',
  expiry: 'expires',
  ends: 'expires',
  standing: 'coverage',
}

/** Every word that names a field, its own first. */
export const wordsOf = (field: Field): string[] => [
  field,
  ...Object.keys(ALIASES).filter((word) => ALIASES[word] === field),
]

export const specOf = (field: Field): FieldSpec => FIELDS[field]
export const FIELD_NAMES = Object.keys(FIELDS) as Field[] // keys of a literal held by `satisfies`

/** The field a word names, in any case, or undefined. */
export function fieldOf(word: string): Field | undefined {
  const lower = word.toLowerCase()
  if (Object.hasOwn(FIELDS, lower)) return lower as Field // it is a key of FIELDS
  return Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined
}

/** The nearest of the candidates, or undefined when none is near: at most two slips, or it starts so. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  const begins = lower.length > 1 ? candidates.find((candidate) => candidate.startsWith(lower)) : undefined
  if (begins) return begins
  let best: string | undefined
  let bestDistance = Math.min(2, Math.floor(lower.length / 2)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** The field a mistyped word most likely means. */
export const nearestField = (word: string) => {
  const found = nearest(word, [...FIELD_NAMES, ...Object.keys(ALIASES)])
  return found && fieldOf(found)
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + swap))
    }
    row = next
  }
  return row[b.length] ?? 3
}

const SIZE_IN_MB: Record<string, number> = { b: 1 / 1_048_576, k: 1 / 1024, m: 1, g: 1024, t: 1024 * 1024 }

const SIZE = /^(\d{1,12}(?:\.\d{1,6})?)\s?(?:(b)|([kmgt])(?:i?b)?)?$/i

/** `1GB`, `1.5g`, `512MB`, `8` (GB, as the list shows) in MB of 1024 * 1024 bytes; undefined when it is none. */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text)
  if (!match) return undefined
  return Number(match[1]) * (SIZE_IN_MB[(match[2] ?? match[3] ?? 'g').toLowerCase()] ?? 1)
}

/** A size of a query with its unit written out: `8` and `8g` are `8 GB`. What is no size stays as it is. */
export function sizeText(text: string): string {
  const match = SIZE.exec(text)
  if (!match) return text
  const unit = match[2] ? 'B' : `${(match[3] ?? 'g').toUpperCase()}B`
  return `${match[1]} ${unit}`
}

/** `80%` as 0.8; undefined when it is none. */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d{1,4}(?:\.\d{1,4})?)%$/.exec(text)
  return match ? Number(match[1]) / 100 : undefined
}

/** `10000`, `10k`, `1.5m`; undefined when it is none. */
export function parseCount(text: string): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)([km]?)$/i.exec(text)
  if (!match) return undefined
  return Number(match[1]) * { '': 1, k: 1_000, m: 1_000_000 }[(match[2] ?? '').toLowerCase() as '' | 'k' | 'm'] // by the pattern
}

const DURATION_MS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  mo: 30 * 86_400_000,
  y: 365 * 86_400_000,
}

/** `30d`, `5m`, `2h`, `1w`, `6mo`, `1y` in milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(s|min|mo|m|h|d|w|y)$/i.exec(text)
  const unit = match && DURATION_MS[(match[2] ?? '').toLowerCase()]
  return match && unit ? Number(match[1]) * unit : undefined
}

/**
 * What a length of time without `<` or `>` most likely means, of a field that is held against the present: an end within it, what
 * happened within it, or what is older. A bare number is one of days, of an age one of minutes. Undefined: it is no length.
 */
export function meantLength(field: Field, text: string): { op: '<' | '>'; text: string } | undefined {
  const { kind } = specOf(field)
  if (kind !== 'future' && kind !== 'past' && kind !== 'duration') return undefined
  const isAge = kind === 'duration'
  const length = /^\d{1,3}$/.test(text) ? `${text}${isAge ? 'm' : 'd'}` : text
  return parseDuration(length) === undefined ? undefined : { op: isAge ? '>' : '<', text: length }
}

/** The span of UTC time that `2026`, `2026-12`, `2026-12-01` or `2026-12-01T08:00` names, end excluded, in ms. */
export function parseDate(text: string): { from: number; to: number } | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})Z?)?)?)?$/i.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
  if (year === undefined || year < 1970) return undefined
  const at = (y: number, mo = 0, d = 1, h = 0, mi = 0) => Date.UTC(y, mo, d, h, mi)
  const from = at(year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0)
  const back = new Date(from)
  const exists =
    back.getUTCMonth() === (month ?? 1) - 1 && back.getUTCDate() === (day ?? 1) && back.getUTCHours() === (hour ?? 0)
  if (!exists || (minute ?? 0) > 59) return undefined
  if (month === undefined) return { from, to: at(year + 1) }
  if (day === undefined) return { from, to: at(year, month) }
  return { from, to: from + (hour === undefined ? 86_400_000 : 60_000) }
}
