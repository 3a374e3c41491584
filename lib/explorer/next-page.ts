import type { FieldModel } from './fields'

/** What to change in a form so that it asks for what comes after an answer. */
export interface NextPage {
  field: string
  value: string
  /** Where it begins: the number of a page or of a row; undefined when only a token says it. */
  at: { page: number } | { row: number } | undefined
  /** By the count of the cloud; undefined when it gave none. */
  total: number | undefined
}

const DEEPEST = 3

/**
 * The next page of an answer whose total says that there is more, in whichever of the three ways the operation pages:
 * by page number and size, by offset and limit, or by a token. Undefined when this is the end, or nothing says.
 */
export function nextPageOf(
  fields: readonly FieldModel[],
  input: Readonly<Record<string, unknown>>,
  data: unknown,
): NextPage | undefined {
  const fieldLike = (pattern: RegExp) => fields.find(({ name }) => pattern.test(name))
  const numberIn = (field: FieldModel | undefined) =>
    field && asNumber(input[field.name] ?? field.fallback ?? found(data, (name) => name === field.name))
  const total = asNumber(found(data, (name) => /^total(record)?(count)?$/i.test(name)))
  const token = fieldLike(/^next_?token$/i)
  if (token) {
    const value = found(data, (name) => name === token.name)
    return typeof value === 'string' && value !== '' ? { field: token.name, value, at: undefined, total } : undefined
  }
  if (total === undefined) return undefined
  const number = fieldLike(/^page_?numbers?$/i)
  const size = numberIn(fieldLike(/^page_?size$/i))
  if (number && size) {
    const page = (numberIn(number) ?? 1) + 1
    return (page - 1) * size < total ? { field: number.name, value: String(page), at: { page }, total } : undefined
  }
  const offset = fieldLike(/^offset$/i)
  const limit = numberIn(fieldLike(/^limit$/i))
  if (offset && limit) {
    const row = (numberIn(offset) ?? 0) + limit
    return row < total ? { field: offset.name, value: String(row), at: { row: row + 1 }, total } : undefined
  }
  return undefined
}

const asNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** The first value with a fitting name, the outermost first; lists are not looked into. */
function found(data: unknown, fits: (name: string) => boolean, depth = 0): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || depth > DEEPEST) return undefined
  const parts = Object.entries(data)
  const own = parts.find(([name]) => fits(name))
  if (own) return own[1]
  for (const [, part] of parts) {
    const inner = found(part, fits, depth + 1)
    if (inner !== undefined) return inner
  }
  return undefined
}
