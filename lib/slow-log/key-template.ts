import { CUT } from './command-words'

/** Stands for what differs from key to key. */
const ANY = '*'

/** A text that Java has serialised itself: a marker, two bytes of length, then the text. */
const JAVA_TEXT = /^\\xac\\xed\\x00\\x05t(?:\\x[0-9a-f]{2}|\\[nrtab"\\]|[^\\]){2}/i
const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi
const EMAIL = /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g
/** Bytes that are no text, and letters of other scripts: names of people more often than of things. */
const NOT_PLAIN = /(?:\\x[0-9a-f]{2}|\\[nrtab]|[^\x20-\x7e…])+/gi
const RUN = /[0-9a-z]+/gi
const LONGEST = 96
/** From so many letters and digits on a mix of both is an id. */
const MIXED = 10
/** From so many hexadecimal digits on a run with a digit among them is a hash. */
const HEX = 6

/**
 * A key with what differs from key to key replaced by `*`: numbers, UUIDs, hashes, ids, addresses of mail, bytes that are no
 * text. Words stay, with whatever parts them. Adjacent stars of one part become one: `2026-11-21` is `*`, `cart:1:2` is
 * `cart:*:*`.
 */
export function keyTemplate(key: string): string {
  const replaced = key
    .replace(JAVA_TEXT, '')
    .replace(EMAIL, ANY)
    .replace(UUID, ANY)
    .replace(NOT_PLAIN, ANY)
    .replace(RUN, (run) => (isId(run) ? ANY : run.replace(/\d+/g, ANY)))
    .replace(/\*(?:[-._+ T~@]*\*)+/g, ANY)
  const short = replaced.length > LONGEST ? `${replaced.slice(0, LONGEST)}${CUT}` : replaced
  return short === '' ? '""' : short
}

/** Letters and digits that no person would say: hashes, tokens, random ids. */
function isId(run: string): boolean {
  const digits = run.replace(/\D/g, '').length
  if (/^[0-9a-f]+$/i.test(run) && run.length >= HEX && digits > 0 && digits < run.length)
    return digits > 1 || run.length >= 8
  if (run.length >= 32 && /^[0-9a-f]+$/i.test(run)) return true
  if (digits > 0 && run.length >= MIXED && changes(run) >= 3) return true
  // ULIDs, base62: capitals and small letters that take turns more often than words do.
  return run.length >= 16 && turns(run) >= 5
}

/** How often letters and digits take turns. */
const changes = (run: string) => (run.match(/(?<=\d)(?=\D)|(?<=\D)(?=\d)/g) ?? []).length
/** How often a capital follows a small letter: `userSessionByTenant` does it thrice. */
const turns = (run: string) => (run.match(/[a-z](?=[A-Z])/g) ?? []).length
