import { keyTemplate } from '@/lib/slow-log/key-template'

/** Stands for what may be a customer's. */
const HIDDEN = '…'
/** Texts in quotes are values, keys and arguments that a server repeats. An apostrophe inside a word is no quote. */
const QUOTED = /"(?:\\.|[^"\\])*"|(?<![\p{L}\p{N}])'(?:\\.|[^'\\])*'|`[^`]*`/gu
/** What is left of a text in quotes, perhaps of a named value, with the signs of a sentence around it. */
const HIDDEN_QUOTES = /^[([{<]*(?:[a-z_-]+=)?(["'`])…\1[)\]}>.,:;!?]*$/i
/** A word of a server's own: letters, perhaps with signs between them, with the signs of a sentence around it. */
const WORD = /^[([{<]*[a-z]+(?:[-._/'’][a-z]+)*[)\]}>.,:;!?%]*$/i
/** Numbers of a server's own: ids of processes, sizes, durations, offsets, addresses with or without port, times. */
const NUMBER = /^[([{<#+-]*(?:0x[0-9a-f]+|\d+(?:[.:,/-]\d+)*)(?:%|[kmg]?b|[mu]?s)?[)\]}>.,:;!?%]*$/i

/**
 * A line of a server's log without what may be a customer's: what stands in quotes, values of `name=value`, and what is neither
 * a word nor a number. Words stay, as in templates of keys.
 */
export function maskLine(text: string): { text: string; hidden: boolean } {
  const masked = text
    .replace(QUOTED, (quoted) => `${quoted[0]}${HIDDEN}${quoted[0]}`)
    .split(/(\s+)/)
    .map(maskWord)
    .join('')
  return { text: masked, hidden: masked !== text }
}

function maskWord(word: string): string {
  if (word.trim() === '' || WORD.test(word) || NUMBER.test(word) || HIDDEN_QUOTES.test(word)) return word
  const [, name, value = ''] = /^([a-z][a-z_-]*=)(.*)$/i.exec(word) ?? []
  if (name) return NUMBER.test(value) ? word : `${name}${HIDDEN}`
  // Letters and digits together become what differs and what does not.
  if (/^[a-z0-9_.,:;()/-]+$/i.test(word)) return keyTemplate(word)
  return /[\p{L}\p{N}]/u.test(word) ? HIDDEN : word
}
