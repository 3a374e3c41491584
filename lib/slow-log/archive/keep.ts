import { createHmac, type KeyObject } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { slowArchives as archive } from '@/lib/db/slow-log-schema'
import { type SlowPattern, slowPatternId } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import type { SlowRecord } from '@/lib/providers/slow-logs'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'
import { readCommand } from '../pattern'
import type { SlowLease } from './lease'

/** A record as it is kept: what its command has in common with others, and a digest in place of the command. */
export interface KeptRecord extends Omit<SlowRecord, 'command'> {
  digest: bigint
  /** Counts records of one reading that are alike in everything. */
  nth: number
  pattern: SlowPattern
  keys: number
}

let secret: Promise<KeyObject> | undefined
/** The key of the digests; of this process, asked for once. */
export const slowKey = (): Promise<KeyObject> => {
  secret ??= deploymentSecret()
    .then((from) => deriveKey(from, 'slow-log records'))
    .catch((error: unknown) => {
      secret = undefined
      throw error
    })
  return secret
}

/** The same for the same record; without the key nobody finds a command by trying. */
function digestOf(key: KeyObject, { us, command, node, client, account, database }: SlowRecord): bigint {
  const text = JSON.stringify([us, command, node, client, account, database])
  return createHmac('sha256', key).update(text).digest().readBigInt64BE()
}

/**
 * Records of whole minutes as they are kept, in any order. A cloud gives records no ids: two that are alike in everything
 * are two, told apart by their number, so that reading them again finds the same ones.
 */
export function keptRecords(key: KeyObject, records: readonly SlowRecord[]): KeptRecord[] {
  const seen = new Map<string, number>()
  return records.map(({ command, ...record }) => {
    const digest = digestOf(key, { ...record, command })
    const name = `${record.at} ${digest}`
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    const { pattern, keyCount } = readCommand(command)
    return { ...record, digest, nth, pattern, keys: keyCount }
  })
}

/**
 * Keeps the records of a span, which begins or ends in what is kept, and moves on to its other end, all or nothing, and only while the lease is held. What is there
 * already is not kept twice, and what its cloud does not tell any more stays. Resolves how many were new; null, having kept
 * nothing, when somebody else took it up since.
 */
export async function keepSlow(
  lease: Pick<SlowLease, 'archive' | 'fence'>,
  span: Span,
  records: readonly KeptRecord[],
  { dueAt, hole }: { dueAt: Date /** What could not be read any more. */; hole?: Span },
): Promise<number | null> {
  const ids = await patternIds(records.map(({ pattern }) => pattern))
  return db().transaction(async (tx) => {
    const { rowCount } = await tx.execute(
      sql`select from ${archive} where ${archive.id} = ${lease.archive} and ${archive.fence} = ${lease.fence} for update`,
    )
    if (rowCount !== 1) return null
    const column = (of: (record: KeptRecord) => number | string | bigint | null | undefined) =>
      sql.param(records.map((record) => of(record) ?? null))
    const { rows } = await tx.execute<{ added: number }>(sql`
      with added as (
        insert into slow_records (archive, at, digest, nth, us, pattern, keys, node, client, account, database)
        select ${lease.archive}::int, to_timestamp(at / 1000.0), digest, nth, us, pattern, keys, node, client, account, database
        from unnest(${column(({ at }) => at)}::bigint[], ${column(({ digest }) => String(digest))}::bigint[],
          ${column(({ nth }) => nth)}::smallint[], ${column(({ us }) => Math.round(us))}::bigint[],
          ${column(({ pattern }) => ids.get(slowPatternId(pattern)))}::int[], ${column(({ keys }) => keys)}::int[],
          ${column(({ node }) => node)}::text[], ${column(({ client }) => client)}::text[],
          ${column(({ account }) => account)}::text[], ${column(({ database }) => database)}::int[])
          as new (at, digest, nth, us, pattern, keys, node, client, account, database)
        on conflict do nothing returning at, us, pattern, client),
      hours as (
        insert into slow_hours as h (archive, hour, pattern, client, count, total_us, max_us, first_at, last_at)
        select ${lease.archive}::int, date_trunc('hour', at, 'UTC'), pattern, coalesce(client, ''), count(*), sum(us), max(us),
          min(at), max(at)
        from added group by 2, 3, 4
        on conflict (archive, hour, pattern, client) do update set count = h.count + excluded.count,
          total_us = h.total_us + excluded.total_us, max_us = greatest(h.max_us, excluded.max_us),
          first_at = least(h.first_at, excluded.first_at), last_at = greatest(h.last_at, excluded.last_at))
      select count(*)::int as added from added`)
    await tx.execute(sql`
      update ${archive} set kept_to = greatest(kept_to, ${new Date(span.to).toISOString()}::timestamptz),
        kept_from = least(kept_from, ${new Date(span.from).toISOString()}::timestamptz),
        holes = ${hole ? sql`holes || ${JSON.stringify([told(hole)])}::jsonb` : sql`holes`},
        due_at = ${dueAt.toISOString()}::timestamptz, lease_until = null, failures = 0, error_kind = null, error_code = null,
        error_message = null
      where ${archive.id} = ${lease.archive}`)
    return rows[0]?.added ?? 0
  })
}

const told = ({ from, to }: Span) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })

/** Numbers of patterns by their names; new ones get theirs. */
async function patternIds(patterns: readonly SlowPattern[]): Promise<Map<string, number>> {
  const byName = new Map(patterns.map((pattern) => [slowPatternId(pattern), pattern]))
  const names = sql.param([...byName.keys()])
  const known = async () => {
    const { rows } = await db().execute<{ id: number; name: string }>(
      sql`select id, name from slow_patterns where name = any(${names}::text[])`,
    )
    return new Map(rows.map(({ id, name }) => [name, id]))
  }
  const found = await known()
  if (found.size === byName.size) return found
  await db().execute(sql`
    insert into slow_patterns (name, pattern)
    select * from unnest(${names}::text[], ${sql.param([...byName.values()].map((one) => JSON.stringify(one)))}::jsonb[])
    on conflict do nothing`)
  return known()
}
