import { integerOf, isValid, type Validity } from './validity'

/** Classes of key events that `A` stands for, as Redis documents them. */
const ALL_EVENTS = 'g$lshzxe'
const NOTIFY = 'notify-keyspace-events'
/** What it takes where a cloud says no more than "any text". */
const NOTIFY_FLAGS = 'KEg$lshzxeA'

/** `[KEg$lshzxeA]*`: any of these letters, as often as one likes. */
const FLAGS = /^\[([A-Za-z$]+)\]\*$/
/** `\d+\s+\d+\s+\d+`: hard limit and soft limit in bytes, and the seconds of the soft one. */
const TRIPLE = /^\^?\\d\+(?:\\s\+| )\\d\+(?:\\s\+| )\\d\+\$?$/

/** Letters to pick from, or undefined for a parameter that is not a set of letters. */
export function flagsOf(name: string, validity: Validity | undefined): string | undefined {
  if (validity?.kind !== 'pattern') return name === NOTIFY && !validity ? NOTIFY_FLAGS : undefined
  const letters = FLAGS.exec(validity.source)?.[1]
  return letters ?? (name === NOTIFY && validity.source === '.*' ? NOTIFY_FLAGS : undefined)
}

/** Whether the value is the three numbers of `client-output-buffer-limit`. */
export const isTriple = (validity: Validity | undefined): boolean =>
  validity?.kind === 'pattern' && TRIPLE.test(validity.source)

/**
 * Whether a value may be sent: what the cloud says is valid, and for the events of keys what Redis takes where the cloud
 * takes any text. Undefined: it cannot be told here, and the cloud decides.
 */
export function allows(name: string, validity: Validity | undefined, value: string): boolean | undefined {
  if (validity && isValid(validity, value) === false) return false
  const flags = name === NOTIFY ? flagsOf(name, validity) : undefined
  if (flags !== undefined) return [...value].every((letter) => flags.includes(letter))
  return validity && isValid(validity, value)
}

/** What is allowed, for people, in no language: `0 – 65535`, `yes | no`, or the pattern. */
export function allowedText(name: string, validity: Validity | undefined): string {
  switch (validity?.kind) {
    case 'enumeration':
      return validity.values.join(' | ')
    case 'range':
      return `${validity.min} – ${validity.max}`
    case 'pattern':
      return validity.source === '.*' && flagsOf(name, validity) ? `[${NOTIFY_FLAGS}]*` : validity.source
    case undefined:
      return ''
  }
}

/**
 * Whether two values are one: servers write some of them in another way than they were given. Integers by their value,
 * events of keys as a set in which `A` is all classes, numbers with blanks between them whatever the blanks are.
 */
export const sameValue = (name: string, a: string, b: string): boolean => plain(name, a) === plain(name, b)

function plain(name: string, value: string): string {
  if (name === NOTIFY) return [...new Set(value.replaceAll('A', ALL_EVENTS))].sort().join('')
  const text = value.trim().replace(/\s+/g, ' ')
  const integer = integerOf(text)
  return integer === undefined ? text : String(integer)
}
