import type { QueryError, QueryErrorCode } from '@/lib/model/query'
import { FIELD_NAMES, fieldOf, specOf } from '@/lib/model/query-fields'

/** Why a part of a query is not understood: the sentence, the field as it was typed, and what may stand in its place. */
export function explain({ token, code }: QueryError): {
  reason: QueryErrorCode
  field: string
  values: readonly string[]
} {
  const field = token.slice(0, token.search(/[:：]/)).replace(/^[-－]/, '')
  const known = fieldOf(field)
  const values = code === 'unknown-field' ? FIELD_NAMES : known ? (specOf(known).values ?? []) : []
  return { reason: code, field, values }
}
