import { windowsOf } from '@/lib/model/series'
import type { SlowKind } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import type { Target } from './actions'
import type { Call } from './contract'
import { ProviderError } from './error'

/** A record in our words. Null is "the cloud did not say". */
export interface SlowRecord {
  /** ms since 1970. */
  at: number
  us: number
  /** As the cloud tells it: customer data. */
  command: string
  /** In the cloud's name for it, without the instance's id. */
  node: string | null
  /** An address without its port, so that one client is one. */
  client: string | null
  account: string | null
  database: number | null
}

/** One page of a window. `total` is that of the whole window; `unreadable` rows had no duration or no time. */
export interface SlowPage<R extends { at: number } = SlowRecord> {
  records: R[]
  /** Rows on the page, readable or not. */
  rows: number
  total: number
}

export interface SlowPiece<R extends { at: number } = SlowRecord> {
  /** Of the part of the span that was read; in no order. */
  records: R[]
  /** Between these two all is there: one of them is the span's own end. */
  readFrom: number
  readTo: number
  shifted: boolean
  unreadable: number
  refused: ProviderError | null
  calls: number
}

/** What a service tells of slow commands. */
export interface SlowLogs {
  operation: (kind: SlowKind) => string
  /** Which logs such an instance has. */
  kinds(target: Target): SlowKind[]
  /** How long its cloud keeps records; null: not told. */
  keptMs: number | null
  resolutionUs: number
  /**
   * The newest part of a span of whole minutes, or its oldest: at most about `most` records, and at least one window.
   * Throws the `ProviderError` of the first call when nothing could be read, and what is no failure of a cloud.
   */
  read(call: Call, target: Target, question: SlowReading, signal?: AbortSignal): Promise<SlowPiece>
}

export interface SlowReading {
  span: Span
  kind: SlowKind
  most: number
  oldestFirst?: boolean
  /** Told after each call how far it is. */
  watch?: SlowWatch<SlowRecord>
}

/**
 * `done` of the `of` calls that are known to be needed: a window that has to be halved makes them more. `piece` is what
 * whole windows brought until then.
 */
export type SlowWatch<R extends { at: number }> = (done: number, of: number, piece: SlowPiece<R>) => void

const MINUTE_MS = 60_000
/** A window of a minute is never split; this many pages of it are read. */
const MOST_PAGES = 200

export interface WindowReader<R extends { at: number } = SlowRecord> {
  /** The longest window that one call may ask for. */
  windowMs: number
  pageSize: number
  /** Page `number` (from 1) of the records between two whole minutes; more around them may come too. */
  page(window: Span, number: number): Promise<SlowPage<R>>
}

/**
 * Reads a span backwards, or from its beginning, by windows that cover it exactly once: each record is kept by the one
 * window in which it ran, whether the cloud counts a window's last minute to it or not. A window with more than what is
 * still wanted is halved, and the half that is nearer is read first. A window whose total moves while its pages are read
 * is read again, once.
 */
export async function readWindows<R extends { at: number }>(
  reader: WindowReader<R>,
  { span, most, oldestFirst = false, watch }: Omit<SlowReading, 'kind' | 'watch'> & { watch?: SlowWatch<R> },
): Promise<SlowPiece<R>> {
  const start = oldestFirst ? span.from : span.to
  const piece: SlowPiece<R> = {
    records: [],
    readFrom: start,
    readTo: start,
    shifted: false,
    unreadable: 0,
    refused: null,
    calls: 0,
  }
  const nearestLast = (windows: Span[]) => (oldestFirst ? windows.toReversed() : windows)
  const waiting = nearestLast(windowsOf(span, reader.windowMs))
  const tell = (more = 0) => watch?.(piece.calls, piece.calls + waiting.length + more, piece)
  for (let window = waiting.pop(); window; window = waiting.pop()) {
    if (piece.calls > 0 && piece.records.length >= most) return piece
    try {
      const first = await reader.page(window, 1)
      piece.calls++
      const isWide = window.to - window.from > MINUTE_MS
      if (first.total > Math.max(reader.pageSize, most - piece.records.length) && isWide) {
        waiting.push(...nearestLast(halves(window)))
        tell()
        continue
      }
      const whole = await allPages(reader, window, first, piece, tell)
      const own = whole.filter(({ at }) => at >= window.from && at < window.to)
      piece.records.push(...own)
      if (oldestFirst) piece.readTo = window.to
      else piece.readFrom = window.from
      tell()
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind === 'cancelled' || piece.readFrom === piece.readTo)
        throw error
      return { ...piece, refused: error }
    }
  }
  return piece
}

async function allPages<R extends { at: number }>(
  reader: WindowReader<R>,
  window: Span,
  first: SlowPage<R>,
  piece: SlowPiece<R>,
  /** With how many pages of the window are still to come. */
  tell: (more: number) => void,
): Promise<R[]> {
  let from = first
  for (let attempt = 0; ; attempt++) {
    const pages = Math.min(MOST_PAGES, Math.ceil(from.total / reader.pageSize))
    let left = Math.max(0, pages - 1)
    if (left > 0) tell(left)
    const rest = await Promise.all(
      Array.from({ length: left }, async (_, index) => {
        const page = await reader.page(window, index + 2)
        piece.calls++
        tell(--left)
        return page
      }),
    )
    const all = [from, ...rest]
    const rows = all.reduce((sum, page) => sum + page.rows, 0)
    const isSteady = rows === from.total && rest.every(({ total }) => total === from.total)
    if (isSteady || attempt > 0) {
      piece.shifted ||= !isSteady
      const records = all.flatMap((page) => page.records)
      piece.unreadable += rows - records.length
      return records
    }
    from = await reader.page(window, 1)
    piece.calls++
  }
}

function halves({ from, to }: Span): [Span, Span] {
  const middle = from + Math.max(1, Math.floor((to - from) / 2 / MINUTE_MS)) * MINUTE_MS
  return [
    { from, to: middle },
    { from: middle, to },
  ]
}

/** An address without its port; undefined and empty are not told. */
export function clientOf(address: string | null | undefined): string | null {
  const bare = (address ?? '').replace(/^\[(.*)\](?::\d+)?$/, '$1')
  if (bare === '') return null
  // An IPv6 address has colons of its own.
  return bare.split(':').length === 2 ? (bare.split(':')[0] ?? null) : bare
}

const UNITS_US: Record<string, number> = { h: 3.6e9, m: 6e7, s: 1e6, ms: 1e3, us: 1, µs: 1, μs: 1, ns: 1e-3 }
const PART = /(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|μs|ns)/g

/** Microseconds of a duration with its units, `12.345ms` or `1m2.5s`; undefined without one. */
export function durationUs(text: string | null | undefined): number | undefined {
  const parts = [...(text ?? '').trim().matchAll(PART)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== (text ?? '').trim()) return undefined
  return Math.round(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS_US[unit ?? ''] ?? 0), 0))
}
