/** Who measured: a data node its execution alone, a proxy also the way to the node and back. */
export const SLOW_KINDS = ['db', 'proxy'] as const
export type SlowKind = (typeof SLOW_KINDS)[number]

/** What commands have in common; nothing in it is an argument's value. */
export interface SlowPattern {
  /** In capitals, with its subcommand: `OBJECT FREQ`. */
  command: string
  /** Templates of its keys, each once. */
  keys: string[]
  /** How many more templates there are. */
  others: number
  /** False: which of its arguments are keys is not known. */
  known: boolean
}

/** A record in one line of JSON; -1 where the cloud does not tell. Numbers after the pattern count in the answer's lists. */
export type SlowRow = [
  at: number,
  us: number,
  pattern: number,
  node: number,
  client: number,
  account: number,
  database: number,
  keys: number,
]

export interface SlowRefusal {
  kind: string
  code: string | null
  message: string | null
}

/** What is kept of a log of an instance with collection on. */
export interface SlowArchive {
  from: string
  /** Everything until then was read; what is later only its cloud can tell. */
  to: string
  /** Spans that its cloud had forgotten before they could be read. */
  holes: { from: string; to: string }[]
  /** Set while the last reading failed. */
  failed: SlowRefusal | null
}

/** A stretch of an answer, and who told it. */
export interface SlowPart {
  from: string
  to: string
  source: 'cloud' | 'archive'
}

/** GET /api/instances/[ref]/slow-log: the newest part of a span, as much as is read at once. */
export interface SlowLog {
  at: string
  from: string
  to: string
  kind: SlowKind
  /** Empty: its service has no operation. */
  kinds: SlowKind[]
  /** `service/name` of the operation. */
  operation: string | null
  /** Earlier than this its cloud keeps nothing; null: its manual does not say. */
  keptFrom: string | null
  /** Durations are told in steps of so many microseconds. */
  resolutionUs: number
  /** All records from here to `to` are here. Later than `from`: ask again for what is before. */
  readFrom: string
  /** The cloud's list moved while it was read, twice: a record may be missing or twice. */
  shifted: boolean
  /** Records whose duration or time could not be read. */
  unreadable: number
  /** Why what the cloud would have to tell was not read: before `readFrom`, or where no part is. */
  refused: SlowRefusal | null
  /** Null: nothing is kept of this log. */
  archive: SlowArchive | null
  /** Where the records are from, newest first. */
  parts: SlowPart[]
  calls: number
  patterns: SlowPattern[]
  nodes: string[]
  clients: string[]
  accounts: string[]
  rows: SlowRow[]
  /** The commands themselves, one per row: only where somebody asked for them, on record. Null: from the archive. */
  texts: (string | null)[] | null
}

/** How far a question of many calls is, and what whole stretches of it brought until then. */
export interface SlowLogSoFar {
  done: number
  /** As far as it is known. */
  of: number
  log: SlowLog
}

/** A record as pages use it. */
export interface SlowEntry {
  /** ms since 1970. */
  at: number
  us: number
  pattern: SlowPattern
  /** The same for the same pattern. */
  patternId: string
  node: string | null
  client: string | null
  account: string | null
  database: number | null
  /** How many keys it names. */
  keys: number
  text: string | null
}

/** The same for the same pattern, and for no other. */
export const slowPatternId = ({ command, keys, others }: SlowPattern): string =>
  JSON.stringify(others > 0 ? [command, ...keys, others] : [command, ...keys])

/** The records of several answers, newest first. */
export function entriesOf(answers: readonly SlowLog[]): SlowEntry[] {
  return answers
    .flatMap(({ patterns, nodes, clients, accounts, rows, texts }) => {
      const ids = patterns.map(slowPatternId)
      return rows.flatMap(([at, us, which, node, client, account, database, keys], index): SlowEntry[] => {
        const pattern = patterns[which]
        if (!pattern) return []
        return [
          {
            at,
            us,
            pattern,
            patternId: ids[which] ?? '',
            node: nodes[node] ?? null,
            client: clients[client] ?? null,
            account: accounts[account] ?? null,
            database: database < 0 ? null : database,
            keys,
            text: texts?.[index] ?? null,
          },
        ]
      })
    })
    .sort((a, b) => b.at - a.at)
}

/** Where the records of several answers are from, newest first; what follows from the same place is one. */
export function joinedParts(answers: readonly SlowLog[]): SlowPart[] {
  const all: SlowPart[] = []
  for (const part of answers.flatMap(({ parts }) => parts)) {
    const before = all.at(-1)
    if (before?.source === part.source && before.from === part.to) before.from = part.from
    else all.push({ ...part })
  }
  return all
}

/** Stretches of a span that nobody told, in time order: what was not read yet, what was refused, what nobody has any more. */
export function unreadOf(
  span: { from: number; to: number },
  parts: readonly SlowPart[],
  holes: readonly { from: string; to: string }[],
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  const add = (from: number, to: number) => {
    const [start, end] = [Math.max(span.from, from), Math.min(span.to, to)]
    if (start < end) found.push({ from: start, to: end })
  }
  let next = span.from
  for (const { from, to } of parts.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    add(next, Date.parse(from))
    next = Math.max(next, Date.parse(to))
  }
  add(next, span.to)
  for (const { from, to } of holes) add(Date.parse(from), Date.parse(to))
  return found.sort((a, b) => a.from - b.from)
}

/** POST /api/instances/[ref]/slow-log/reveal: the same with the commands themselves. Operators in scope, on record. */
export interface RevealQuestion {
  from: string
  to: string
  kind: SlowKind
}
