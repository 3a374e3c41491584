import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { doorFor } from '@/lib/bff/execute'
import { atLeast } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { knownTarget } from '@/lib/changes/offers'
import { db } from '@/lib/db/client'
import type { InstanceKey } from '@/lib/model/instance'
import { type SlowKind, type SlowLog, type SlowPattern, type SlowRow, slowPatternId } from '@/lib/model/slow-log'
import { ProviderError } from '@/lib/providers/error'
import { SLOW_LOGS_OF } from '@/lib/providers/slow-log-registry'
import type { SlowPiece, SlowRecord } from '@/lib/providers/slow-logs'
import { readCommand } from './pattern'

/** About as many records are read at once: ten pages, a tenth of what Alibaba allows an account in a minute (14.5). */
const MOST_RECORDS = 1_000
/** Kinds of failure that come again however often one asks: they are told in place. */
const REFUSALS: readonly ProviderError['kind'][] = ['denied', 'unsupported', 'invalid-input', 'not-found']

export interface SlowQuestion {
  /** Whole minutes, ms. */
  span: { from: number; to: number }
  kind: SlowKind
}

/**
 * Slow commands of an instance, asked of its cloud now: the newest part of a span, with what the commands have in common
 * and without the commands. `reveal` brings them too: for operators, and on record before anybody sees them. Throws
 * `not-found`, `forbidden-scope`, `forbidden-role`, and the `ProviderError` of a cloud that could not be asked.
 */
export async function readSlowLog(
  actor: Actor,
  key: InstanceKey,
  { span, kind }: SlowQuestion,
  { reveal = false, signal }: { reveal?: boolean; signal?: AbortSignal } = {},
): Promise<SlowLog> {
  const { call, account } = await doorFor({
    actor,
    accountId: key.accountId,
    lane: 'interactive',
    signal,
    insist: true,
    withinServer: true,
  })
  const { target } = await knownTarget(key)
  const service = SLOW_LOGS_OF[key.service]
  const kinds = service?.kinds(target) ?? []
  const now = new Date()
  const told = {
    at: now.toISOString(),
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    kind,
    kinds,
    operation: service?.operation(kind) ?? null,
    keptFrom: service?.keptMs == null ? null : new Date(now.getTime() - service.keptMs).toISOString(),
    resolutionUs: service?.resolutionUs ?? 1,
  }
  if (!service || !kinds.includes(kind)) return { ...told, ...NOTHING, readFrom: told.from }
  if (reveal) await putOnRecord(actor, account.id, key, told)
  const kept = told.keptFrom === null ? span.from : Math.floor(Date.parse(told.keptFrom) / 60_000) * 60_000
  const asked = { from: Math.min(span.to, Math.max(span.from, kept)), to: span.to }
  const piece =
    asked.from < asked.to
      ? await pieceOf(asked.to, () => service.read(call, target, { span: asked, kind, most: MOST_RECORDS }, signal))
      : emptyPiece(asked.to)
  return {
    ...told,
    ...written(piece.records, reveal),
    // What its cloud does not keep any more is read as far as it can be.
    readFrom: new Date(piece.readFrom <= asked.from ? span.from : piece.readFrom).toISOString(),
    shifted: piece.shifted,
    unreadable: piece.unreadable,
    refused: piece.refused && refusalOf(piece.refused),
    calls: piece.calls,
  }
}

/** What the cloud refuses however often one asks is told in place. */
async function pieceOf(to: number, read: () => Promise<SlowPiece>): Promise<SlowPiece> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof ProviderError) || !REFUSALS.includes(error.kind)) throw error
    return { ...emptyPiece(to), refused: error }
  }
}

const NOTHING = {
  shifted: false,
  unreadable: 0,
  refused: null,
  calls: 0,
  patterns: [],
  nodes: [],
  clients: [],
  accounts: [],
  rows: [],
  texts: null,
} satisfies Partial<SlowLog>

const emptyPiece = (to: number): SlowPiece => ({
  records: [],
  readFrom: to,
  shifted: false,
  unreadable: 0,
  refused: null,
  calls: 0,
})

const refusalOf = ({ kind, code, vendorMessage }: ProviderError) => ({
  kind,
  code: code ?? null,
  message: vendorMessage ?? null,
})

async function putOnRecord(
  actor: Actor,
  accountId: string,
  key: InstanceKey,
  { from, to, kind }: { from: string; to: string; kind: SlowKind },
) {
  const facts = { action: 'slow-log.reveal', target: key.id, accountId }
  if (actor.kind !== 'user' || !atLeast(actor.role, 'operator')) {
    await auditOf(db(), actor, { ...facts, outcome: 'denied', details: { code: 'forbidden-role', role: actor.role } })
    throw problem('forbidden-role', { params: { needed: 'operator' }, recorded: true })
  }
  await auditOf(db(), actor, { ...facts, outcome: 'succeeded', details: { region: key.region, from, to, kind } })
}

/** Records as the answer has them, newest first: lists of what occurs, and rows of numbers. */
export function written(
  records: readonly SlowRecord[],
  reveal: boolean,
): Pick<SlowLog, 'patterns' | 'nodes' | 'clients' | 'accounts' | 'rows' | 'texts'> {
  const patterns: SlowPattern[] = []
  const known = new Map<string, number>()
  const [nodes, clients, accounts] = [new Names(), new Names(), new Names()]
  const sorted = records.toSorted((a, b) => b.at - a.at)
  const rows = sorted.map(({ at, us, command, node, client, account, database }): SlowRow => {
    const { pattern, keyCount } = readCommand(command)
    const id = slowPatternId(pattern)
    let which = known.get(id)
    if (which === undefined) {
      which = patterns.push(pattern) - 1
      known.set(id, which)
    }
    return [at, us, which, nodes.of(node), clients.of(client), accounts.of(account), database ?? -1, keyCount]
  })
  return {
    patterns,
    nodes: nodes.all,
    clients: clients.all,
    accounts: accounts.all,
    rows,
    texts: reveal ? sorted.map(({ command }) => command) : null,
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
