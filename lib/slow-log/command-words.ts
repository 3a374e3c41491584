/** A command as a slow log tells it: its words, and how many more it had that the server left out. */
export interface CommandWords {
  words: string[]
  more: number
}

const MORE_WORDS = /\s*\.\.\. \((\d+) more arguments?\)\s*$/
const MORE_BYTES = / ?\.\.\. \(\d+ more bytes?\)/g
/** A server keeps 128 bytes of a word; what it cut off is gone. */
export const CUT = '…'

/**
 * Words of a command's text. Those in quotes are one, with `\"` and `\\` undone; what the server left out ("... (12 more
 * arguments)", "... (300 more bytes)", Redis' slowlog.c) is no word. A word with blanks and without quotes becomes
 * several: nothing tells it.
 */
export function commandWords(text: string): CommandWords {
  const tail = MORE_WORDS.exec(text)
  const kept = (tail ? text.slice(0, tail.index) : text).replace(MORE_BYTES, CUT).trim()
  const words: string[] = []
  for (let at = 0; at < kept.length; ) {
    if (/\s/.test(kept.charAt(at))) {
      at++
      continue
    }
    const quoted = kept.charAt(at) === '"' ? /^"((?:[^"\\]|\\.)*)"(?=\s|$|…)/s.exec(kept.slice(at)) : null
    const whole = quoted?.[0] ?? /^\S+/.exec(kept.slice(at))?.[0] ?? ''
    words.push(quoted ? (quoted[1] ?? '').replace(/\\(["\\])/g, '$1') : whole)
    at += whole.length
  }
  return { words, more: Number(tail?.[1] ?? 0) }
}
