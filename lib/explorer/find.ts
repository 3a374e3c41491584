import type { Operation, Words } from '@/lib/operation'

/**
 * The operations that all words of a search fit: in their name, their summary or their group, in either language.
 * `groupWords` gives a group's title in both languages.
 */
export function findOperations(
  operations: readonly Operation[],
  typed: string,
  groupWords: (group: string) => Words,
): Operation[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...operations]
  return operations.filter((operation) => {
    const group = groupWords(operation.group)
    const { name, summary } = operation
    const text = [name, summary.en, summary.zh, operation.group, group.en, group.zh].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Operations of one service by what they are about, in the order of the table. */
export function byGroup(operations: readonly Operation[]): { group: string; items: Operation[] }[] {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation])
  return [...groups].map(([group, items]) => ({ group, items }))
}
