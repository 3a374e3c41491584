import { MASKED, NOT_SHOWN, SECRET } from '@/lib/redact'

/** Without what redaction blanked: a form that is filled from it must not be given the blanks. */
export function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks).filter((item) => item !== undefined)
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, part]) => [name, withoutBlanks(part)])
    return Object.fromEntries(entries.filter(([, part]) => part !== undefined))
  }
  return value === SECRET || value === MASKED || value === NOT_SHOWN ? undefined : value
}
