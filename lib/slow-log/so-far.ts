import type { SlowPart } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import type { ProviderError } from '@/lib/providers/error'
import type { SlowPiece, SlowRecord } from '@/lib/providers/slow-logs'
import { type KnownArchive, readArchive } from './archive/read'
import { readCommand } from './pattern'
import type { ToldRecord } from './written'

/** A cloud that answers sooner needs no help of its archive. */
const PATIENCE_MS = 400

/** What segments brought. */
export interface Found {
  records: ToldRecord[]
  parts: SlowPart[]
  readFrom: number | undefined
  isWhole: boolean
  shifted: boolean
  unreadable: number
  refused: ProviderError | null
  calls: number
}

export type Piece = Omit<SlowPiece, 'records' | 'readTo'> & { records: ToldRecord[] }

/** A record of a cloud with what its command has in common with others. */
export function toldOf({ command, ...record }: SlowRecord): ToldRecord {
  const { pattern, keyCount } = readCommand(command)
  return { ...record, pattern, keys: keyCount, text: command }
}

/** What is kept of a span, newest first. */
export async function fromArchive(archive: number, span: Span): Promise<Piece> {
  const { records, readFrom } = await readArchive(archive, span)
  return {
    records: records.map((record) => ({ ...record, text: null })),
    readFrom,
    shifted: false,
    unreadable: 0,
    refused: null,
    calls: 0,
  }
}

/** What the archive has of a span whose newest minutes a cloud is asked for. */
export interface Kept {
  piece: Piece
  /** It has nothing from here on. */
  to: number
}

/**
 * Does `work`, which asks a cloud; when that takes long, reads beside it what is kept of the span and hands it to `onKept`,
 * so that nobody waits for minutes that are kept because of those that are not.
 */
export async function withKept<T>(
  archive: KnownArchive | undefined,
  span: Span,
  onKept: (kept: Kept) => void,
  work: () => Promise<T>,
): Promise<T> {
  if (!archive) return work()
  const part = { from: Math.max(span.from, archive.from), to: Math.min(span.to, archive.to) }
  if (part.from >= part.to) return work()
  let isDone = false
  const timer = setTimeout(async () => {
    // A fault of the database is told by the work itself, which reads the same.
    const piece = await fromArchive(archive.id, part).catch(() => undefined)
    if (piece && !isDone) onKept({ piece, to: part.to })
  }, PATIENCE_MS)
  try {
    return await work()
  } finally {
    isDone = true
    clearTimeout(timer)
  }
}

/** What was found, with what whole windows of a segment that is being read have brought, and what is kept of before. */
export function soFar(found: Found, { to }: Span, piece: SlowPiece, kept: Kept | undefined): Found {
  const part = { from: piece.readFrom, to, source: 'cloud' as const }
  const readFrom = Math.min(piece.readFrom, to)
  const isOlder = kept !== undefined && kept.piece.readFrom < readFrom
  const keptPart = isOlder && {
    from: kept.piece.readFrom,
    to: Math.min(kept.to, readFrom),
    source: 'archive' as const,
  }
  return {
    ...found,
    records: [
      ...found.records,
      ...piece.records.map(toldOf),
      ...(isOlder ? kept.piece.records.filter(({ at }) => at < readFrom) : []),
    ],
    parts: [...found.parts, ...[part, keptPart].flatMap((one) => (one && one.from < one.to ? [partOf(one)] : []))],
    readFrom: isOlder ? kept.piece.readFrom : piece.readFrom,
    isWhole: false,
    shifted: found.shifted || piece.shifted,
    unreadable: found.unreadable + piece.unreadable,
    calls: found.calls + piece.calls,
  }
}

/** A part as it is told. */
export const partOf = ({ from, to, source }: Span & Pick<SlowPart, 'source'>): SlowPart => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  source,
})
