import { formatQuery, parseQuery, type Query, type QueryError, type QueryToken } from '@/lib/model/query'

/**
 * What the query box holds: the parts that are understood as a whole (`query`, which the address and the chips show
 * as well) and the text still being typed (`input`): the free words, and a token that is not finished.
 */
export interface BoxState {
  query: Query
  input: string
}

const NO_WORDS = { tokens: [], errors: [] }
/** A token at the end of the text that more may be typed to: `env:pr`, `team:"a b`. */
const UNFINISHED = /(?:^|\s)([-－]?[A-Za-z][A-Za-z-]*[:：](?:"[^"]*"|[^\s"])*(?:"[^"]*)?)$/

const wordsText = (query: Query) => formatQuery({ ...NO_WORDS, words: query.words })

/** The box for a query that came from the address, a chip or a link. */
export function boxOf(text: string): BoxState {
  const query = parseQuery(text)
  return { query, input: wordsText(query) }
}

export const textOf = (query: Query) => formatQuery(query)

/** Splits what is typed into what can be searched now and the token that is being typed. */
export function splitDraft(input: string): { done: string; draft: string } {
  const draft = UNFINISHED.exec(input)?.[1] ?? ''
  return { done: input.slice(0, input.length - draft.length), draft }
}

/**
 * The box after its text became `input`. Words are searched while they are typed; a token counts when it is finished
 * by a space, or by `finish` (Enter, leaving the box, a chosen suggestion), and then moves out of the text.
 */
export function typed(state: BoxState, input: string, finish = false): BoxState {
  const { done, draft } = finish ? { done: input, draft: '' } : splitDraft(input)
  const { words, tokens, errors } = parseQuery(done)
  const moved = tokens.length > 0 || errors.length > 0
  const query: Query = {
    words,
    tokens: unite(state.query.tokens, tokens, (token) => formatQuery({ words: [], tokens: [token], errors: [] })),
    errors: unite(state.query.errors, errors, ({ token }) => token),
  }
  if (!moved) return { query, input: finish ? input.trim() : input }
  const rest = wordsText(query)
  return { query, input: draft ? [rest, draft].filter(Boolean).join(' ') : rest }
}

function unite<T>(present: readonly T[], added: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Set(present.map(keyOf))
  return [...present, ...added.filter((item) => !known.has(keyOf(item)))]
}

export type Part = { kind: 'token'; token: QueryToken } | { kind: 'error'; error: QueryError }

/** The finished parts in the order the box shows them. */
export const partsOf = (query: Query): Part[] => [
  ...query.tokens.map((token) => ({ kind: 'token' as const, token })),
  ...query.errors.map((error) => ({ kind: 'error' as const, error })),
]

/** The query without the part at this place of `partsOf`. */
export function withoutPart(query: Query, at: number): Query {
  const errorsFrom = query.tokens.length
  return {
    ...query,
    tokens: query.tokens.filter((_, i) => i !== at),
    errors: query.errors.filter((_, i) => errorsFrom + i !== at),
  }
}

/** The query with a part that was not understood replaced by what was probably meant. */
export function corrected(query: Query, error: QueryError): Query {
  const meant = parseQuery(error.suggestion ?? '')
  return {
    words: query.words,
    tokens: [...query.tokens, ...meant.tokens],
    errors: [...query.errors.filter((other) => other !== error), ...meant.errors],
  }
}
