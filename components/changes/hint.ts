/** Words that make a note no longer in meaning than its label. */
const FILLERS = new Set(['the', 'of', 'a', 'an', 'its'])

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}+]+/gu) ?? []

interface Said {
  label: string
  /** What the schema says of the field; it is also read where there is no label. */
  note: string | undefined
  min?: number | undefined
  max?: number | undefined
  error: string | undefined
}

/**
 * What is to be said under a field of what its schema says of it: nothing that the label says already, nothing that the error
 * says again. `bounds` is whether the least and the most are still to be said.
 */
export function hintOf({ label, note, min, max, error }: Said): { hint: string | undefined; bounds: boolean } {
  const own = note === undefined ? undefined : beyond(label, note)
  const hint = own !== undefined && error?.toLowerCase().includes(own.toLowerCase()) ? undefined : own
  const has = (text: string | undefined) => text?.includes(String(min)) && text.includes(String(max))
  return { hint, bounds: min !== undefined && max !== undefined && !has(note) && !has(error) }
}

/** The note without the label that it begins with; undefined when that is all of it. */
function beyond(label: string, note: string): string | undefined {
  const known = new Set(wordsOf(label))
  const isKnown = (text: string) => wordsOf(text).every((word) => known.has(word) || FILLERS.has(word))
  if (isKnown(note)) return undefined
  const [, head = '', rest = ''] = /^([^:：,，.。]+)[:：,，.。]\s*(.+)$/su.exec(note) ?? []
  if (rest === '' || !isKnown(head)) return note
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}
