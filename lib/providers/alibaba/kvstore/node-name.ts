/** What a node is called beside its instance: `r-bp1zxszhcgatnx-db-0#14965569` of that instance is `db-0`; null: no node. */
export function nodeNameOf(node: string | null | undefined, instanceId: string): string | null {
  const [bare = ''] = (node ?? '').split('#')
  if (bare === '') return null
  return bare.startsWith(`${instanceId}-`) ? bare.slice(instanceId.length + 1) : bare
}
