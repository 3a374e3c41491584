const NAME = '[A-Za-z_][\\w.$:-]{0,99}'
const QUOTED = `["'\`]?(${NAME})["'\`]?`
const LIST = new RegExp(
  `(?:one of|any of|supported(?: \\w+)*|allowed(?: \\w+)*|available(?: \\w+)*|[:：=])\\s*[[({]?\\s*(${QUOTED}(?:\\s*[,，、;|]\\s*(?:(?:or|and)\\s+)?${QUOTED})+)`,
  'i',
)

/**
 * The names that a refusal lists: `metric must be one of cpu, used_memory`. None where it lists nothing; a list has two
 * names at least, after words that announce it.
 */
export function namesIn(refusal: string | null | undefined): string[] {
  const list = LIST.exec(refusal ?? '')?.[1] ?? ''
  const names = list.split(/[,，、;|]/).map((one) =>
    one
      .trim()
      .replace(/^(?:or|and)\s+/i, '')
      .replace(/["'`]/g, '')
      .replace(/[.:]+$/, ''),
  )
  return [...new Set(names.filter(Boolean))]
}
