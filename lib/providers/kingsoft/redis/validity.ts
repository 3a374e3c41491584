import { rangeOf, type Validity } from '@/lib/model/validity'

/** `validity` of a parameter, as the row's schema lets it through. */
interface Told {
  type?: string | null
  value?: string | readonly string[] | null
  values?: readonly string[] | null
  min?: string | number | boolean | null
  max?: string | number | boolean | null
}

/**
 * What a `validity` allows. Its three shapes: choices in `value`, or in `values` beside an empty or a null `value`; a range
 * has texts or numbers, and once the unit in `value`; a `regexp` is in `value`. Undefined when what its type needs is missing.
 */
export function validityOf(told: Told | null | undefined): Validity | undefined {
  const { type, value, values, min, max } = told ?? {}
  const text = typeof value === 'string' && value !== '' ? value : undefined
  if (type === 'enum') {
    const choices = Array.isArray(value) && value.length > 0 ? value : (values ?? [])
    return choices.length > 0 ? { kind: 'enumeration', values: choices } : undefined
  }
  if (type === 'range') {
    const range = rangeOf(String(min ?? ''), String(max ?? ''))
    return range && text !== undefined ? { ...range, unit: text } : range
  }
  return type === 'regexp' && text !== undefined ? { kind: 'pattern', source: text } : undefined
}
