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
const phrases = new Set(COMMON_PHRASES)
const runs = SEQUENCES.flatMap((row) => [row, [...row].reverse().join('')])
const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }

/**
 * Why a new password is refused, beyond its length (NIST SP 800-63B: compare with common, expected and contextual
 * ones, no composition rules): `too-common`, or `contextual` when it is made of the person's or the company's own
 * names. Undefined when it may be used.
 */
export function passwordProblem(password: string, context: PasswordContext): 'too-common' | 'contextual' | undefined {
  const text = password.normalize('NFKC').toLowerCase()
  const plain = [...text].map((char) => LEET[char] ?? char).join('')
  const squeezed = [text, plain].map((each) => each.replace(/[\s_.\-]+/g, ''))
  if (squeezed.some((each) => phrases.has(each)) || repeats(text)) return 'too-common'
  if (tooFewParts(text, plain, words)) return 'too-common'
  const own = new Set([...words, ...contextWords(context)])
  return tooFewParts(text, plain, own) ? 'contextual' : undefined
}

/** True for a short unit said again and again: `abcabcabcabcabc`. */
function repeats(text: string): boolean {
  for (let size = 1; size <= Math.min(8, text.length / 2); size++) {
    const unit = text.slice(0, size)
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return true
  }
  return false
}

const tooFewParts = (text: string, plain: string, known: ReadonlySet<string>) => parts(text, plain, known) < LEAST_PARTS

/** Fewest guesses that the text can be put together from: known words, runs, repeated characters, single ones. */
function parts(text: string, plain: string, known: ReadonlySet<string>): number {
  const fewest = [0]
  for (let end = 1; end <= text.length; end++) {
    let best = (fewest[end - 1] ?? 0) + 1
    for (let start = Math.max(0, end - 40); start < end - 1; start++) {
      if (isOneGuess(text.slice(start, end), plain.slice(start, end), known)) {
        best = Math.min(best, (fewest[start] ?? 0) + 1)
      }
    }
    fewest.push(best)
  }
  return fewest[text.length] ?? 0
}

function isOneGuess(text: string, plain: string, known: ReadonlySet<string>): boolean {
  if (known.has(text) || known.has(plain)) return true
  if (/^(.)\1+$/u.test(text) || /^(19|20)\d\d$/.test(text)) return true
  return text.length >= 3 && runs.some((run) => run.includes(text))
}

function contextWords({ email, name, organisation }: PasswordContext): string[] {
  const own = [email, ...email.split('@'), name ?? '', organisation ?? '', 'quarterdeck', 'quarter', 'deck']
  return own
    .flatMap((text) => [text, text.replace(/\s+/g, ''), ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= 3)
}
