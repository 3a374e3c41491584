import { and, eq, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { slowArchives } from '@/lib/db/slow-log-schema'
import type { SlowArchive, SlowKind, SlowPattern } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import { readSettings } from '@/lib/settings/settings'
import type { KeptRecord } from './keep'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** So many records come in one answer: they cost a cloud nothing. */
const MOST_RECORDS = 6_000

/** How far one log of an instance is kept; undefined when nothing is. */
export interface KnownArchive {
  id: number
  /** Whole minutes. */
  from: number
  to: number
  told: SlowArchive
}

/** The archive of a log of an instance, without what is too old to be counted on. */
export async function archiveOf(ref: string, kind: SlowKind): Promise<KnownArchive | undefined> {
  const [[row], { slowLogDays }] = await Promise.all([
    db()
      .select()
      .from(slowArchives)
      .where(and(eq(slowArchives.ref, ref), eq(slowArchives.kind, kind))),
    readSettings(),
  ])
  if (!row) return undefined
  const oldest = Math.ceil((Date.now() - slowLogDays * DAY_MS) / MINUTE_MS) * MINUTE_MS
  const [from, to] = [Math.max(row.keptFrom.getTime(), oldest), row.keptTo.getTime()]
  if (to <= from) return undefined
  return {
    id: row.id,
    from,
    to,
    told: {
      from: new Date(from).toISOString(),
      to: row.keptTo.toISOString(),
      holes: row.holes.filter((hole) => Date.parse(hole.to) > from),
      failed: row.errorKind === null ? null : { kind: row.errorKind, code: row.errorCode, message: row.errorMessage },
    },
  }
}

/** The newest kept records of a span, newest first, and from when on they are all there. */
export async function readArchive(
  archive: number,
  { from, to }: Span,
  most: number | null = MOST_RECORDS,
): Promise<{ records: KeptRecord[]; readFrom: number }> {
  const { rows } = await db().execute<{
    at: string
    digest: string
    nth: number
    us: string
    keys: number
    pattern: SlowPattern
    node: string | null
    client: string | null
    account: string | null
    database: number | null
  }>(sql`
    select (extract(epoch from at) * 1000)::bigint as at, digest, nth, us, keys, p.pattern, node, client, account, database
    from (select * from slow_records where archive = ${archive} and at >= ${new Date(from).toISOString()}::timestamptz
      and at < ${new Date(to).toISOString()}::timestamptz order by at desc, digest, nth limit ${most === null ? null : most + 1}::bigint) as r
      join slow_patterns as p on p.id = r.pattern
    order by at desc, digest, nth`)
  const records = rows.map(({ at, digest, us, ...row }) => ({
    ...row,
    at: Number(at),
    digest: BigInt(digest),
    us: Number(us),
  }))
  const over = most === null ? undefined : records[most]
  if (!over) return { records, readFrom: from }
  // The minute in which the limit was reached is for the next answer, unless it is the only one.
  const readFrom = Math.floor(over.at / MINUTE_MS) * MINUTE_MS + MINUTE_MS
  if (readFrom >= to) return readArchive(archive, { from: readFrom - MINUTE_MS, to }, null)
  return { records: records.filter(({ at }) => at >= readFrom), readFrom }
}
