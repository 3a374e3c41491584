import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { atLeast } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { knownTarget } from '@/lib/changes/offers'
import { db } from '@/lib/db/client'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { SLOW_AGAIN_MS } from '@/lib/model/kept'
import type { SlowKind, SlowLog, SlowPart } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { SLOW_LOGS_OF } from '@/lib/providers/slow-log-registry'
import type { SlowLogs, SlowPiece, SlowRecord, SlowWatch } from '@/lib/providers/slow-logs'
import { keptRecords, slowKey } from './archive/keep'
import { archiveOf, type KnownArchive, readArchive } from './archive/read'
import { slowDoor } from './door'
import { type Found, fromArchive, type Kept, type Piece, partOf, soFar, toldOf, withKept } from './so-far'
import { written } from './written'

/** About as many records are read at once: ten pages, a tenth of what Alibaba allows an account in a minute (14.5). */
const MOST_RECORDS = 1_000
/** Kinds of failure that come again however often one asks: they are told in place. */
const REFUSALS: readonly ProviderError['kind'][] = ['denied', 'unsupported', 'invalid-input', 'not-found']

export interface SlowQuestion {
  /** Whole minutes, ms. */
  span: Span
  kind: SlowKind
}

/**
 * Slow commands of an instance: the newest part of a span, with what the commands have in common and without the
 * commands; from its archive what is kept, the rest asked of its cloud now. `reveal` brings the commands too, as far as
 * the cloud still has them: for operators, and on record before anybody sees them. `watch` is told after each call how many
 * are done and what is known until then. Throws `not-found`, `forbidden-scope`,
 * `forbidden-role`, and the `ProviderError` of a cloud that could not be asked when nothing is kept either.
 */
export async function readSlowLog(
  actor: Actor,
  key: InstanceKey,
  { span, kind }: SlowQuestion,
  { reveal = false, signal, watch }: { reveal?: boolean; signal?: AbortSignal; watch?: LogWatch } = {},
): Promise<SlowLog> {
  const { call, account } = await slowDoor(actor, key.accountId, 'interactive', signal)
  const [{ target }, archive] = await Promise.all([knownTarget(key), archiveOf(refOf(key), kind)])
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
    archive: archive?.told ?? null,
  }
  if (!service || !kinds.includes(kind)) return { ...told, ...written([], false), ...NOTHING, readFrom: told.from }
  if (reveal) await putOnRecord(actor, account.id, key, told)
  const cloudFrom = told.keptFrom === null ? Number.NEGATIVE_INFINITY : minute(Date.parse(told.keptFrom))
  const segments = segmentsOf(span, { archive, cloudFrom, reveal })
  const answer = (found: Found): SlowLog => ({
    ...told,
    ...written(found.records, reveal),
    // What nobody keeps any more is read as far as it can be.
    readFrom: new Date(found.isWhole ? span.from : (found.readFrom ?? span.to)).toISOString(),
    parts: found.parts,
    shifted: found.shifted,
    unreadable: found.unreadable,
    refused: found.refused && refusalOf(found.refused),
    calls: found.calls,
  })
  const reading: Reading = {
    service,
    call,
    target,
    kind,
    archive,
    signal,
    watch: watch && ((done, of, found) => watch(done, of, () => answer(found()))),
  }
  return answer(await readSegments(reading, segments))
}

/** How many calls are done, of how many, and what is known until then, made when it is wanted. */
type LogWatch = (done: number, of: number, sofar: () => SlowLog) => void

const minute = (ms: number) => Math.floor(ms / 60_000) * 60_000

export interface Segment {
  source: SlowPart['source']
  span: Span
}

/**
 * Who tells which part of a span, newest first. Minutes that a cloud may have told too early are asked of it once more,
 * and so is everything that it still has when the commands are wanted, which are not kept.
 */
export function segmentsOf(
  { from, to }: Span,
  {
    archive,
    cloudFrom,
    reveal,
  }: { archive: Pick<KnownArchive, 'from' | 'to'> | undefined; cloudFrom: number; reveal: boolean },
): Segment[] {
  const start = archive ? Math.max(cloudFrom, reveal ? cloudFrom : archive.to - SLOW_AGAIN_MS) : cloudFrom
  const cut = archive ? Math.min(archive.to, Math.max(archive.from, start)) : to
  const all: Segment[] = archive
    ? [
        { source: 'cloud', span: { from: Math.max(cut, cloudFrom), to } },
        { source: 'archive', span: { from: archive.from, to: cut } },
        { source: 'cloud', span: { from: cloudFrom, to: archive.from } },
      ]
    : [{ source: 'cloud', span: { from: cloudFrom, to } }]
  return all
    .map(({ source, span }) => ({ source, span: { from: Math.max(from, span.from), to: Math.min(to, span.to) } }))
    .filter(({ span }) => span.from < span.to)
}

interface Reading {
  service: SlowLogs
  call: Call
  target: Target
  kind: SlowKind
  archive: KnownArchive | undefined
  signal: AbortSignal | undefined
  watch: ((done: number, of: number, found: () => Found) => void) | undefined
}

/** The newest of these, until there is enough. What a cloud does not tell is passed over when the archive has more. */
async function readSegments(reading: Reading, segments: readonly Segment[]): Promise<Found> {
  const found: Found = {
    records: [],
    parts: [],
    readFrom: undefined,
    isWhole: true,
    shifted: false,
    unreadable: 0,
    refused: null,
    calls: 0,
  }
  const { archive } = reading
  const rest = [...segments]
  let kept: Kept | undefined
  for (let segment = rest.shift(); segment; segment = rest.shift()) {
    const { source, span } = segment
    const isKept =
      archive !== undefined &&
      [segment, ...rest].some((one) => one.span.from < archive.to && one.span.to > archive.from)
    let last: Parameters<SlowWatch<SlowRecord>> = [0, 1, nothingOf(span)]
    const watch: SlowWatch<SlowRecord> = (...now) => {
      last = now
      const [done, of, piece] = now
      reading.watch?.(found.calls + done, found.calls + of, () => soFar(found, span, piece, kept))
    }
    const oldest = segments.at(-1)?.span.from ?? span.from
    const onKept = (one: Kept) => {
      kept = one
      watch(...last)
    }
    const piece =
      source === 'archive' && archive
        ? await fromArchive(archive.id, span)
        : await withKept(archive, { from: oldest, to: span.to }, onKept, () => fromCloud(reading, span, isKept, watch))
    found.records.push(...piece.records)
    found.shifted ||= piece.shifted
    found.unreadable += piece.unreadable
    found.refused ??= piece.refused
    found.calls += piece.calls
    if (piece.readFrom < span.to) found.parts.push(partOf({ from: piece.readFrom, to: span.to, source }))
    if (piece.refused && archive) {
      // Minutes that were to be asked for once more are kept as well.
      const kept = { from: Math.max(span.from, archive.from), to: Math.min(piece.readFrom, archive.to) }
      const [older] = rest
      if (kept.from < kept.to && older?.source === 'archive')
        rest[0] = { ...older, span: { ...older.span, to: kept.to } }
      else if (kept.from < kept.to) rest.unshift({ source: 'archive', span: kept })
    }
    if (piece.readFrom > span.from && !(piece.refused && isKept)) {
      found.readFrom = piece.readFrom
      found.isWhole = false
      return found
    }
    if (found.records.length >= MOST_RECORDS && rest.length > 0) {
      found.readFrom = span.from
      found.isWhole = false
      return found
    }
  }
  return found
}

/** As its cloud tells it now, with what is kept of the same minutes and the cloud does not tell any more. */
async function fromCloud(reading: Reading, span: Span, isKept: boolean, watch: SlowWatch<SlowRecord>): Promise<Piece> {
  const { service, call, target, kind, archive, signal } = reading
  const piece = await pieceOf(span.to, isKept, () =>
    service.read(call, target, { span, kind, most: MOST_RECORDS, watch }, signal),
  )
  const records = piece.records.map(toldOf)
  const both = archive && {
    from: Math.max(piece.readFrom, archive.from, archive.to - SLOW_AGAIN_MS),
    to: Math.min(span.to, archive.to),
  }
  if (!archive || !both || both.from >= both.to) return { ...piece, records }
  const [kept, key] = await Promise.all([readArchive(archive.id, both, null), slowKey()])
  const name = ({ at, digest, nth }: { at: number; digest: bigint; nth: number }) => `${at} ${digest} ${nth}`
  const told = new Set(keptRecords(key, piece.records).map(name))
  const lost = kept.records.filter((one) => !told.has(name(one)))
  return { ...piece, records: [...records, ...lost.map((record) => ({ ...record, text: null }))] }
}

/** What the cloud refuses however often one asks is told in place, and any failure where something is kept. */
async function pieceOf(to: number, isKept: boolean, read: () => Promise<SlowPiece>): Promise<SlowPiece> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'cancelled') throw error
    if (!isKept && !REFUSALS.includes(error.kind)) throw error
    return { ...nothingOf({ to }), refused: error }
  }
}

/** Before anything of a span was read. */
const nothingOf = ({ to }: Pick<Span, 'to'>): SlowPiece => ({
  records: [],
  readFrom: to,
  readTo: to,
  shifted: false,
  unreadable: 0,
  refused: null,
  calls: 0,
})

const NOTHING = { shifted: false, unreadable: 0, refused: null, calls: 0, parts: [] } satisfies Partial<SlowLog>

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
