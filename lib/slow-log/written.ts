import { type SlowLog, type SlowPattern, type SlowRow, slowPatternId } from '@/lib/model/slow-log'
import type { SlowRecord } from '@/lib/providers/slow-logs'

/** A record with the pattern of its command; the command itself where the cloud told it just now. */
export interface ToldRecord extends Omit<SlowRecord, 'command'> {
  pattern: SlowPattern
  keys: number
  text: string | null
}

/** Records as the answer has them, newest first: lists of what occurs, and rows of numbers. */
export function written(
  records: readonly ToldRecord[],
  reveal: boolean,
): Pick<SlowLog, 'patterns' | 'nodes' | 'clients' | 'accounts' | 'rows' | 'texts'> {
  const patterns: SlowPattern[] = []
  const known = new Map<string, number>()
  const [nodes, clients, accounts] = [new Names(), new Names(), new Names()]
  const sorted = records.toSorted((a, b) => b.at - a.at)
  const rows = sorted.map(({ at, us, pattern, keys, node, client, account, database }): SlowRow => {
    const id = slowPatternId(pattern)
    let which = known.get(id)
    if (which === undefined) {
      which = patterns.push(pattern) - 1
      known.set(id, which)
    }
    return [at, us, which, nodes.of(node), clients.of(client), accounts.of(account), database ?? -1, keys]
  })
  return {
    patterns,
    nodes: nodes.all,
    clients: clients.all,
    accounts: accounts.all,
    rows,
    texts: reveal ? sorted.map(({ text }) => text) : null,
  }
}

/** Each name once; its place stands for it. */
class Names {
  readonly all: string[] = []
  private readonly places = new Map<string, number>()

  of(name: string | null): number {
    if (name === null) return -1
    const found = this.places.get(name)
    if (found !== undefined) return found
    this.places.set(name, this.all.length)
    return this.all.push(name) - 1
  }
}
