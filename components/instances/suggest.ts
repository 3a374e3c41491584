import type { Facets } from '@/lib/model/fleet'
import { formatQuery, parseQuery } from '@/lib/model/query'
import {
  FIELD_NAMES,
  type Field,
  fieldOf,
  meantLength,
  nearest,
  nearestField,
  specOf,
  wordsOf,
} from '@/lib/model/query-fields'
import { splitDraft } from './query-state'

/** An offer below the query box. `input` is the text of the box when it is taken; `finished`: as a whole token. */
export interface Suggestion {
  field: Field
  value?: string
  count?: number
  input: string
  finished: boolean
}

const MOST = 9
/** Offered while nothing is typed. */
const COMMON: readonly Field[] = ['status', 'provider', 'env', 'region', 'team', 'engine', 'memory', 'expires', 'tag']
/** Fields in whose values a plain word is looked for. */
const SEARCHED: readonly Field[] = [
  'env',
  'team',
  'status',
  'provider',
  'region',
  'account',
  'engine',
  'tag',
  'coverage',
]
const EXAMPLES: Partial<Record<Field, readonly string[]>> = {
  memory: ['>1GB', '>16GB', '<1GB'],
  used: ['>80%', '>90%'],
  connections: ['>10000'],
  expires: ['<7d', '<30d'],
  created: ['<7d', '>1y'],
  age: ['>10m', '>1h'],
  backup: ['>24h', '<24h'],
}

/** What could be meant by the text at the end of the box, best first. `titleOf` gives a field's name in the language. */
export function suggestionsFor(input: string, facets: Facets | undefined, titleOf: (field: Field) => string) {
  const { done, draft } = splitDraft(input)
  if (draft) return forToken(done, draft, facets ?? {})
  const word = /\S*$/.exec(input)?.[0] ?? ''
  return forWord(input.slice(0, input.length - word.length), word, facets ?? {}, titleOf)
}

function forToken(before: string, draft: string, facets: Facets): Suggestion[] {
  const [, sign = '', name = '', rest = ''] = /^([-－]?)([A-Za-z-]+)[:：](.*)$/s.exec(draft) ?? []
  const field = fieldOf(name)
  if (!field) {
    const meant = nearestField(name)
    return meant ? [{ field: meant, input: `${before}${sign}${meant}:${rest}`, finished: false }] : []
  }
  const comma = Math.max(rest.lastIndexOf(','), rest.lastIndexOf('，'))
  const taken = comma < 0 ? '' : rest.slice(0, comma + 1)
  const part = rest
    .slice(comma + 1)
    .replaceAll('"', '')
    .toLowerCase()
  const present = taken.toLowerCase().split(/[,，]/)
  const length = meantLength(field, part)
  const lengths: { value: string; count?: number }[] = length ? [{ value: `${length.op}${length.text}` }] : []
  const known = valuesOf(field, facets).filter(({ value }) => value !== lengths[0]?.value)
  const open = [...lengths, ...known].filter(({ value }) => !present.includes(value.toLowerCase()))
  const fitting = open.filter(({ value }) => value.toLowerCase().includes(part))
  const slip =
    fitting.length === 0 &&
    nearest(
      part,
      open.map(({ value }) => value),
    )
  return (slip ? open.filter(({ value }) => value === slip) : fitting)
    .sort((a, b) => Number(b.value.toLowerCase().startsWith(part)) - Number(a.value.toLowerCase().startsWith(part)))
    .slice(0, MOST)
    .map(({ value, count }) => ({
      field,
      value,
      count,
      input: `${before}${sign}${field}:${taken}${quoted(value)}`,
      finished: true,
    }))
}

function forWord(before: string, word: string, facets: Facets, titleOf: (field: Field) => string): Suggestion[] {
  const negated = /^[-－]/.test(word)
  const text = (negated ? word.slice(1) : word).toLowerCase()
  const sign = negated ? '-' : ''
  const fields = (text === '' ? COMMON : FIELD_NAMES)
    .filter(
      (field) => wordsOf(field).some((one) => one.startsWith(text)) || titleOf(field).toLowerCase().startsWith(text),
    )
    .map((field) => ({ field, input: `${before}${sign}${field}:`, finished: false }))
  if (text === '') return fields
  const values = SEARCHED.flatMap((field) =>
    valuesOf(field, facets)
      .filter(({ value }) => text.length > 1 && value.toLowerCase().includes(text))
      .map(({ value, count }) => ({
        field,
        value,
        count,
        input: `${before}${sign}${field}:${quoted(value)}`,
        finished: true,
      })),
  )
  values.sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
  return [...fields.slice(0, 4), ...values].slice(0, MOST)
}

function valuesOf(field: Field, facets: Facets): { value: string; count?: number }[] {
  const known = facets[field]
  if (known) return known.filter(({ value }) => value !== '')
  return (specOf(field).values ?? EXAMPLES[field] ?? []).map((value) => ({ value }))
}

const quoted = (value: string) => (/[\s",，]/.test(value) ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value)

export interface Correction {
  field: Field
  /** As typed, and the value that instances have. */
  typed: string
  meant: string
  /** The whole query with it. */
  q: string
}

/**
 * What was probably meant by the values of a query that no instance has (`env:prdo`): values of these fields are the
 * customer's own words, so only the facets know them.
 */
export function correctionsOf(q: string, facets: Facets): Correction[] {
  const query = parseQuery(q)
  return query.tokens.flatMap((token, at) => {
    const known = facets[token.field]?.map(({ value }) => value) ?? []
    const { kind } = specOf(token.field)
    if ((kind !== 'exact' && kind !== 'enum') || token.negated) return []
    return token.values.flatMap(({ op, text }, place) => {
      if (text === '' || text.includes('*') || known.some((value) => value.toLowerCase() === text.toLowerCase()))
        return []
      const meant = nearest(text, known)
      if (meant === undefined) return []
      const values = token.values.map((value, i) => (i === place ? { op, text: meant } : value))
      const tokens = query.tokens.map((other, i) => (i === at ? { ...token, values } : other))
      return [{ field: token.field, typed: text, meant, q: formatQuery({ ...query, tokens }) }]
    })
  })
}
