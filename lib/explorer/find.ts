import type { Kind, Words } from '@/lib/operation'
import type { Entry } from './entry'

/** As the marks in the list are called, in both languages. */
const KIND_WORDS: Record<Kind, string> = { read: 'read 只读', write: 'write 写', destructive: 'destructive 高危' }

/**
 * The operations that all words of a search fit: in their name, their summary, their kind or their group, in either language. A
 * word with capitals also fits by pieces of a name: `DesSlow` and `DSLR` find DescribeSlowLogRecords.
 * `groupWords` gives a group's title in both languages.
 */
export function findOperations<E extends Entry>(
  operations: readonly E[],
  typed: string,
  groupWords: (group: string) => Words,
): E[] {
  const words = typed.split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...operations]
  return operations.filter((operation) => {
    const group = groupWords(operation.group)
    const { name, summary } = operation
    const text = [name, summary.en, summary.zh, operation.group, group.en, group.zh, KIND_WORDS[operation.kind]]
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word.toLowerCase()) || fitsPieces(word, name))
  })
}

const piecesOf = (name: string) => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []

/** Whether the pieces of what was typed begin pieces of the name, in its order. */
function fitsPieces(typed: string, name: string): boolean {
  const wanted = /[a-z]/.test(typed) ? piecesOf(typed) : [...typed]
  if (!/^[A-Za-z\d]+$/.test(typed) || wanted.length < 2) return false
  let at = 0
  for (const piece of piecesOf(name)) {
    if (piece.toLowerCase().startsWith(wanted[at]?.toLowerCase() ?? '')) at++
    if (at === wanted.length) return true
  }
  return false
}

/** Operations of one service by what they are about, in the order of the table. */
export function byGroup<E extends Entry>(operations: readonly E[]): { group: string; items: E[] }[] {
  const groups = new Map<string, E[]>()
  for (const operation of operations) groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation])
  return [...groups].map(([group, items]) => ({ group, items }))
}
