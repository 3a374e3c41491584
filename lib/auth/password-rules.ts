import { COMMON_LIST } from './common-list'
import { COMMON_PHRASES, COMMON_WORDS, SEQUENCES } from './common-passwords'

/** What an attacker who aims at this person would try first. */
export interface PasswordContext {
  email: string
  name?: string
  organisation?: string
}

/** A password must hold at least this many parts that are not one easy guess each. */
const LEAST_PARTS = 4

const words = new Set(COMMON_WORDS)
/** Separators are no part of a guess. */
const bareOf = (text: string) => text.replace(/[\s_.-]+/g, '')
const phrases = new Set([...COMMON_PHRASES, ...COMMON_LIST.map(bareOf)])
const runs = SEQUENCES.flatMap((row) => [row, [...row].reverse().join('')])
const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }

/**
 * Why a new password is refused, beyond its length (NIST SP 800-63B: compare with common, expected and contextual
 * ones, no composition rules): `too-common`, or `contextual` when it is made of the person's or the company's own
 * names. Undefined when it may be used.
 */
export function passwordProblem(password: string, context: PasswordContext): 'too-common' | 'contextual' | undefined {
  const text = password.normalize('NFKC').toLowerCase()
  const bare = bareOf(text)
  if (phrases.has(bare) || phrases.has(unleet(bare)) || repeats(text)) return 'too-common'
  if (difficulty(bare, none) < LEAST_PARTS) return 'too-common'
  return difficulty(bare, contextWords(context)) < LEAST_PARTS ? 'contextual' : undefined
}

const none: ReadonlySet<string> = new Set()

/** True for a short unit said again and again: `abcabcabcabcabc`. */
function repeats(text: string): boolean {
  for (let size = 1; size <= Math.min(8, text.length / 2); size++) {
    const unit = text.slice(0, size)
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return true
  }
  return false
}

/**
 * Fewest guesses that the text can be put together from: common words, runs, repeated characters, single ones.
 * The person's own words are half a guess each.
 */
function difficulty(text: string, own: ReadonlySet<string>): number {
  const fewest = [0]
  for (let end = 1; end <= text.length; end++) {
    let best = (fewest[end - 1] ?? 0) + 1
    for (let start = Math.max(0, end - 40); start < end - 1; start++) {
      const cost = guesses(text.slice(start, end), own)
      if (cost !== undefined) best = Math.min(best, (fewest[start] ?? 0) + cost)
    }
    fewest.push(best)
  }
  return fewest[text.length] ?? 0
}

/** What a part costs to guess; undefined when it is no known part. */
function guesses(part: string, own: ReadonlySet<string>): number | undefined {
  const plain = unleet(part)
  if (own.has(part) || own.has(plain)) return 0.5
  if (words.has(part) || words.has(plain)) return 1
  if (/^(.)\1+$/u.test(part) || /^(19|20)\d\d$/.test(part)) return 1
  if (part.length >= 3 && runs.some((run) => run.includes(part))) return 1
  // A place among fifty thousand is more of a guess than one among a few hundred: three unrelated ones are enough.
  return part.length >= 4 && (phrases.has(part) || phrases.has(plain)) ? 1.5 : undefined
}

const unleet = (text: string) => [...text].map((char) => LEET[char] ?? char).join('')

function contextWords({ email, name, organisation }: PasswordContext): ReadonlySet<string> {
  const own = [email, ...email.split('@'), name ?? '', organisation ?? '', 'quarterdeck', 'quarter', 'deck']
  const spellings = own
    .flatMap((text) => [bareOf(text), ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => word.normalize('NFKC').toLowerCase())
  return new Set(spellings.filter((word) => word.length >= 3))
}
