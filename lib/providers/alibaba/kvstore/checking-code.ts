import { rangeOf, type Validity } from '@/lib/model/validity'

const RANGE = /^\[(-?\d+)-(-?\d+)\]$/
const CHOICES = /^\[([^[\]]*\|[^[\]]*)\]$/

/**
 * What a CheckingCode allows: `[a|b]` one of these, `[min-max]` an integer between them (`[-5-99999999]` begins at -5),
 * anything else is a regular expression for the whole value. Undefined for an empty one and for a range the wrong way round.
 */
export function validityOf(checkingCode: string | null | undefined): Validity | undefined {
  const code = checkingCode?.trim()
  if (!code) return undefined
  const [, min, max] = RANGE.exec(code) ?? []
  if (min !== undefined && max !== undefined) return rangeOf(min, max)
  const choices = CHOICES.exec(code)?.[1]
  if (choices !== undefined) return { kind: 'enumeration', values: choices.split('|') }
  return { kind: 'pattern', source: code }
}
