import { type Parameter, validityOfForm } from './parameter'
import { allowedText, allows, sameValue } from './parameter-value'

/** Why a value cannot be chosen for an instance. Texts are `parameters.cannot.<id>`. */
export const CANNOT = ['unknown', 'not-told', 'fixed', 'value'] as const

export interface Refused {
  name: string
  value: string | null
  why: (typeof CANNOT)[number]
  /** Of `value`: what is allowed. */
  allowed: string
}

/** Values that shall be, held against what the cloud tells now: those to set, and those that cannot be, each with why. */
export function valuesToSet(
  parameters: readonly Parameter[],
  wanted: Readonly<Record<string, string | null>>,
): { set: Record<string, string>; refused: Refused[]; same: number } {
  const set: Record<string, string> = {}
  const refused: Refused[] = []
  let same = 0
  const now = new Map(parameters.map((one) => [one.name, one]))
  for (const [name, value] of Object.entries(wanted)) {
    const found = now.get(name)
    if (found && value !== null && found.value !== null && sameValue(name, found.value, value)) {
      same++
      continue
    }
    const no = (why: Refused['why'], allowed = '') => refused.push({ name, value, why, allowed })
    if (value === null) {
      // It was not told then: nothing is known that it could be put back to.
      if (found && found.value !== null) no('not-told')
      continue
    }
    if (!found) {
      no('unknown')
      continue
    }
    const validity = found.validity ? validityOfForm(found.validity) : undefined
    if (found.fixed) no('fixed')
    else if (allows(name, validity, value) === false) no('value', allowedText(name, validity))
    else set[name] = value
  }
  return { set, refused, same }
}
