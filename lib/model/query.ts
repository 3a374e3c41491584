import {
  type Field,
  type FieldKind,
  fieldOf,
  meantLength,
  nearest,
  nearestField,
  parseCount,
  parseDate,
  parseDuration,
  parsePercent,
  parseSize,
  specOf,
} from './query-fields'

/**
 * The query language of the instance list: free words, and `field:value` tokens. All parts must hold (and); commas
 * inside a token mean or; `-` before a word or token negates it; `>` `<` `>=` `<=` compare sizes, counts, dates and
 * lengths of time, `expires:7d` being `expires:<7d`; quotes hold values with spaces; an empty quoted value (`team:""`) asks for what is not known.
 * Full-width punctuation of a Chinese keyboard counts as the plain one.
 */
export type Operator = '=' | '>' | '<' | '>=' | '<='

export interface QueryWord {
  text: string
  negated: boolean
}
export interface QueryValue {
  op: Operator
  /** As typed, without quotes; empty asks for what is not known. */
  text: string
}
export interface QueryToken {
  field: Field
  negated: boolean
  values: QueryValue[]
}
export type QueryErrorCode =
  | 'unknown-field'
  | 'empty-value'
  | 'unknown-value'
  | 'bad-size'
  | 'bad-count'
  | 'bad-date'
  | 'bad-duration'
  | 'bad-operator'

/** A part that cannot be understood. It matches nothing, so a slip never widens what a selection holds. */
export interface QueryError {
  /** As typed. */
  token: string
  code: QueryErrorCode
  /** The token as it was probably meant. */
  suggestion?: string
}
export interface Query {
  words: QueryWord[]
  tokens: QueryToken[]
  errors: QueryError[]
}

const FIELD_START = /([-－]?)([A-Za-z][A-Za-z-]*)[:：]/y
const OPERATOR = /(>=|<=|≥|≤|[><＞＜=＝])?/y
const OPERATORS: Record<string, Operator> = { '≥': '>=', '≤': '<=', '＞': '>', '＜': '<', '＝': '=' }

/** Never throws; what cannot be understood is in `errors`. */
export function parseQuery(input: string): Query {
  const text = input.replaceAll('\0', ' ')
  const query: Query = { words: [], tokens: [], errors: [] }
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1
      continue
    }
    const start = at
    FIELD_START.lastIndex = at
    const match = FIELD_START.exec(text)
    if (!match) {
      const negated = /[-－]/.test(text.charAt(at)) && at + 1 < text.length && !/\s/.test(text.charAt(at + 1))
      const word = readChunk(text, negated ? at + 1 : at, false)
      at = word.end
      if (word.text) query.words.push({ text: word.text, negated })
      continue
    }
    at = FIELD_START.lastIndex
    const values: (QueryValue & { quoted: boolean })[] = []
    for (;;) {
      OPERATOR.lastIndex = at
      const symbol = OPERATOR.exec(text)?.[1]
      const chunk = readChunk(text, at + (symbol?.length ?? 0), true)
      values.push({ op: operatorOf(symbol), text: chunk.text, quoted: chunk.quoted })
      at = chunk.end
      if (!/[,，]/.test(text.charAt(at))) break
      at += 1
    }
    addToken(query, text.slice(start, at), { word: match[2] ?? '', negated: match[1] !== '', values })
  }
  return query
}

const operatorOf = (symbol: string | undefined): Operator =>
  symbol === undefined ? '=' : (OPERATORS[symbol] ?? (symbol as Operator)) // the rest of OPERATOR are operators themselves

/** Reads to the next space (or comma), quoted or not; a quote that is never closed ends with the text. */
function readChunk(text: string, start: number, list: boolean): { text: string; quoted: boolean; end: number } {
  let value = ''
  let quoted = false
  let inside = false
  let at = start
  for (; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '"') {
      inside = !inside
      quoted = true
    } else if (inside && char === '\\' && at + 1 < text.length) {
      at += 1
      value += text.charAt(at)
    } else if (!inside && (/\s/.test(char) || (list && /[,，]/.test(char)))) break
    else value += char
  }
  return { text: value, quoted, end: at }
}

function addToken(
  query: Query,
  token: string,
  read: { word: string; negated: boolean; values: (QueryValue & { quoted: boolean })[] },
) {
  const field = fieldOf(read.word)
  const after = token.slice(token.search(/[:：]/) + 1)
  const sign = read.negated ? '-' : ''
  if (!field) {
    const meant = nearestField(read.word)
    query.errors.push({ token, code: 'unknown-field', ...(meant && { suggestion: `${sign}${meant}:${after}` }) })
    return
  }
  const given = read.values.filter((value) => value.quoted || value.text !== '')
  if (given.length === 0) {
    query.errors.push({ token, code: 'empty-value' })
    return
  }
  const values: QueryValue[] = []
  const meant: QueryValue[] = []
  let code: QueryErrorCode | undefined
  for (const one of specOf(field).kind === 'count' ? ungrouped(given) : given) {
    const { op, text } = withinOf(field, one)
    const value = { op, text: specOf(field).kind === 'enum' ? text.toLowerCase() : text }
    const problem = problemOf(field, value)
    code ??= problem
    const better = problem === 'unknown-value' ? nearest(value.text, specOf(field).values ?? []) : undefined
    const length = problem && op === '=' ? meantLength(field, text) : undefined
    if (!problem) meant.push(value)
    else if (better) meant.push({ op, text: better })
    else if (length) meant.push(length)
    values.push(value)
  }
  if (!code) query.tokens.push({ field, negated: read.negated, values })
  else {
    const suggestion =
      meant.length === values.length ? formatToken({ field, negated: read.negated, values: meant }) : undefined
    query.errors.push({ token, code, ...(suggestion && { suggestion }) })
  }
}

/** `ends:7d` is what ends within seven days: nothing ends in exactly so long. */
const withinOf = (field: Field, { op, text }: QueryValue): QueryValue =>
  op === '=' && specOf(field).kind === 'future' && parseDuration(text) !== undefined ? { op: '<', text } : { op, text }

/** `>10,000` is one number: nobody compares with 10 or with 000. */
function ungrouped<V extends QueryValue>(given: readonly V[]): readonly V[] {
  const [first, ...more] = given
  const grouped = first && more.length > 0 && first.op !== '=' && /^\d{1,3}$/.test(first.text)
  if (!grouped || !more.every(({ op, text }) => op === '=' && /^\d{3}$/.test(text))) return given
  return [{ ...first, text: [first, ...more].map(({ text }) => text).join('') }]
}

const COMPARABLE: readonly FieldKind[] = ['size', 'count', 'future', 'past', 'duration']

function problemOf(field: Field, { op, text }: QueryValue): QueryErrorCode | undefined {
  const { kind, values } = specOf(field)
  if (op !== '=' && (!COMPARABLE.includes(kind) || text === '')) return 'bad-operator'
  if (kind === 'enum') return values?.includes(text) ? undefined : 'unknown-value'
  if (text === '') return undefined
  if (kind === 'size') {
    const percent = field === 'used' ? parsePercent(text) : undefined
    return percent === undefined && parseSize(text) === undefined ? 'bad-size' : undefined
  }
  if (kind === 'count') return parseCount(text) === undefined ? 'bad-count' : undefined
  if (kind === 'duration') {
    if (parseDuration(text) === undefined) return 'bad-duration'
    return op === '=' ? 'bad-operator' : undefined
  }
  if (kind === 'future' || kind === 'past') {
    if (parseDate(text)) return undefined
    if (parseDuration(text) === undefined) return 'bad-date'
    return op === '=' ? 'bad-operator' : undefined
  }
  return undefined
}

const quote = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`
const formatValue = ({ op, text }: QueryValue) =>
  `${op === '=' ? '' : op}${text === '' || /[\s",，\\]|^[><=≥≤＞＜＝]/.test(text) ? quote(text) : text}`
const formatToken = ({ field, negated, values }: QueryToken) =>
  `${negated ? '-' : ''}${field}:${values.map(formatValue).join(',')}`
const formatWord = ({ text, negated }: QueryWord) =>
  `${negated ? '-' : ''}${/[\s"\\:：]|^[-－]/.test(text) ? quote(text) : text}`

/** The query as text: words, then tokens, then what was not understood, as typed. Parsing it gives the same query. */
export const formatQuery = ({ words, tokens, errors }: Query): string =>
  [...words.map(formatWord), ...tokens.map(formatToken), ...errors.map(({ token }) => token)].join(' ')

/** The plain values a field is filtered by: the pressed items of its chip. */
export const valuesOf = (query: Query, field: Field): string[] =>
  query.tokens
    .filter((token) => token.field === field && !token.negated)
    .flatMap(({ values }) => values.filter(({ op }) => op === '=').map(({ text }) => text))

export const hasValue = (query: Query, field: Field, value: string): boolean =>
  valuesOf(query, field).some((text) => same(text, value))

/** The query with this value among those the field may have. */
export function addValue(query: Query, field: Field, value: string): Query {
  if (hasValue(query, field, value)) return query
  const added = { op: '=' as const, text: value }
  const first = query.tokens.findIndex((token) => token.field === field && !token.negated)
  const tokens =
    first < 0
      ? [...query.tokens, { field, negated: false, values: [added] }]
      : query.tokens.map((token, i) => (i === first ? { ...token, values: [...token.values, added] } : token))
  return { ...query, tokens }
}

/** The query without this value of the field; a token that holds no other goes too. */
export const removeValue = (query: Query, field: Field, value: string): Query => ({
  ...query,
  tokens: query.tokens
    .map((token) =>
      token.field === field && !token.negated
        ? { ...token, values: token.values.filter(({ op, text }) => op !== '=' || !same(text, value)) }
        : token,
    )
    .filter(({ values }) => values.length > 0),
})

export const toggleValue = (query: Query, field: Field, value: string): Query =>
  hasValue(query, field, value) ? removeValue(query, field, value) : addValue(query, field, value)

/** The query with every token of the field replaced: `setField(query, 'memory', [{ op: '>', text: '1GB' }])`. */
export function setField(query: Query, field: Field, values: QueryValue[]): Query {
  const others = query.tokens.filter((token) => token.field !== field)
  return { ...query, tokens: values.length > 0 ? [...others, { field, negated: false, values }] : others }
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
