import type { Tag } from './instance'

/** One part of a list: with quotes it may hold a comma. */
const PART = /\s*(?:"([^"]*)"|([^,，\n"]+))\s*(?:[,，\n]|$)/y

/** The parts of a text with commas or lines between them; undefined when quotes do not fit. `"a,b"` is one part. */
export function partsOfText(text: string): string[] | undefined {
  const parts: string[] = []
  PART.lastIndex = 0
  const rest = text.trim()
  while (PART.lastIndex < rest.length) {
    const found = PART.exec(rest)
    if (!found) return undefined
    parts.push((found[1] ?? found[2] ?? '').trim())
  }
  return parts
}

/** `team=core, tier` as tags: the first `=` ends the key, and without one the value is empty. Undefined: it is no such list. */
export function tagsOfText(text: string): Tag[] | undefined {
  return partsOfText(text)?.map((part) => {
    const at = part.indexOf('=')
    return at < 0 ? { key: part, value: '' } : { key: part.slice(0, at).trim(), value: part.slice(at + 1).trim() }
  })
}

/** A part that `partsOfText` reads as this very text. */
export const partText = (part: string): string => (/[,，\n]/.test(part) ? `"${part}"` : part)
