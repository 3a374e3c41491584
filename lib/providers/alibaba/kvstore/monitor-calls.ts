import { windowsOf } from '@/lib/model/series'
import type { Span } from '@/lib/model/time-range'
import { type KnownKey, knownKey } from './monitor-keys'

/** One metric of the whole instance or of one node. */
export interface View {
  key: KnownKey
  node: string | null
}

export interface PlannedCall {
  node: string | null
  groups: string[]
  span: Span
  /** The metrics that are read from its answer. */
  keys: KnownKey[]
}

const HOUR_MS = 3_600_000
/** No range is printed for a call; answers of more minutes than this are slow to come and all is lost with one. */
const WINDOW_MS = 72 * HOUR_MS
/** So many groups of one node (13.2), one of all nodes together. */
const GROUPS_OF_NODE = 5
/** With more data nodes, a call for all of them may span an hour (13.2). */
const MANY_NODES = 32

/** Never zero, so it tells which minutes were measured. */
const PULSE_OF_NODE = 'node.UsedMemory'
const PULSE_OF_PROXY = 'proxy.UsedConnection'
const PULSE_OF_ALL = 'db-aggregate.UsedMemory'

/**
 * The calls for some lines: groups together as far as the cloud allows, windows that cover the span exactly once. Each
 * view also asks for something that is never zero: only then a value that is left out is known to be zero.
 */
export function callsFor(
  lines: readonly { views: readonly View[] }[],
  span: Span,
  { shards }: { shards: number },
): PlannedCall[] {
  const byNode = new Map<string | null, Map<string, KnownKey[]>>()
  const want = (node: string | null, key: KnownKey | undefined) => {
    if (!key) return
    const groups = byNode.get(node) ?? new Map<string, KnownKey[]>()
    byNode.set(node, groups)
    const keys = groups.get(key.group) ?? []
    if (!keys.includes(key)) keys.push(key)
    groups.set(key.group, keys)
  }
  for (const { views } of lines) for (const { key, node } of views) want(node, key)
  for (const [node, groups] of byNode) {
    const [first] = [...groups.values()].flat()
    const pulse = first?.of === 'instance' ? PULSE_OF_ALL : first?.of === 'proxy' ? PULSE_OF_PROXY : PULSE_OF_NODE
    want(node, knownKey(pulse))
  }
  return [...byNode].flatMap(([node, groups]) => {
    const isAll = [...groups.keys()].some((group) => group.includes('$'))
    const most = isAll ? 1 : GROUPS_OF_NODE
    const windows = windowsOf(span, isAll && shards > MANY_NODES ? HOUR_MS : WINDOW_MS)
    const names = [...groups.keys()]
    const chunks = Array.from({ length: Math.ceil(names.length / most) }, (_, at) =>
      names.slice(at * most, (at + 1) * most),
    )
    return chunks.flatMap((chunk) =>
      windows.map((window) => ({
        node,
        groups: chunk,
        span: window,
        keys: chunk.flatMap((group) => groups.get(group) ?? []),
      })),
    )
  })
}
