/** More lines have no colour of their own. */
export const MOST_COMPARED = 8

/** The page that draws these instances beside each other, over a range as `writeRange` writes it. */
export function compareHref(refs: readonly string[], range?: string): string {
  const search = new URLSearchParams({ i: refs.join(',') })
  if (range) search.set('range', range)
  return `/instances/compare?${search}`.replaceAll('%2C', ',')
}

/** The instances of an address, each once. */
export const comparedIn = (text: string | null): string[] =>
  [...new Set((text ?? '').split(',').filter(Boolean))].slice(0, MOST_COMPARED)
