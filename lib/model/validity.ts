import { patternOf } from './pattern'

interface Told {
  /** As the vendor writes it: `seconds`, `byte`. */
  unit?: string
  /** The vendor's own words about what is valid. */
  note?: string
}

/**
 * What a parameter may be set to. Bounds are bigint: clouds print some above 2^53, where a number would be another one.
 * A provider folder reads its cloud's notation into this; a notation that says nothing usable gives no validity at all.
 */
export type Validity =
  | ({ kind: 'enumeration'; values: readonly string[] } & Told)
  | ({ kind: 'range'; min: bigint; max: bigint } & Told)
  | ({ kind: 'pattern'; source: string } & Told)

/** More digits than any bound has: a text of a million digits is not turned into a number. */
const MOST_DIGITS = 40
const INTEGER = new RegExp(`^-?\\d{1,${MOST_DIGITS}}$`)

/** The integer that a text is, of at most 40 digits. */
export const integerOf = (text: string): bigint | undefined => (INTEGER.test(text) ? BigInt(text) : undefined)

/** A range, unless nothing could be in it. */
export function rangeOf(min: string, max: string): Validity | undefined {
  const [low, high] = [integerOf(min), integerOf(max)]
  return low === undefined || high === undefined || low > high ? undefined : { kind: 'range', min: low, max: high }
}

/**
 * Whether a value is valid. Undefined when it cannot be told here, and the cloud decides: a pattern that is not
 * understood (`pattern.ts`), or a value of more than 4,096 characters for one that is. Never throws, never hangs.
 */
export function isValid(validity: Validity, value: string): boolean | undefined {
  switch (validity.kind) {
    case 'enumeration':
      return validity.values.includes(value)
    case 'range': {
      const number = integerOf(value)
      return number !== undefined && number >= validity.min && number <= validity.max
    }
    case 'pattern':
      return patternOf(validity.source)?.matches(value)
  }
}
