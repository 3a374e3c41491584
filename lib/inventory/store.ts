import * as crypto from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { inventory, shards } from '@/lib/db/schema'
import type { InstanceFacts } from '@/lib/model/instance'
import { refOf } from '@/lib/model/instance'
import type { ProviderId } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import type { Listed } from '@/lib/providers/contract'
import { haystackOf } from './filter'
import { run } from './run'

/** The right to write one shard, until somebody else's fence is higher. */
export interface Lease {
  accountId: string
  provider: ProviderId
  service: ServiceId
  region: string
  fence: number
  /** Somebody asked for this reading. */
  requested?: boolean
}

/** Another reading of the shard began: whatever this one still brings is refused. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** The shard's row while this lease holds it. */
export const heldBy = ({ accountId, service, region, fence }: Lease): SQL =>
  sql`${shards.accountId} = ${accountId} and ${shards.service} = ${service} and ${shards.region} = ${region}
    and ${shards.fence} = ${fence}`

/** The searched columns of an instance: everything but its place, the raw payload and the age. */
export const columnsOf = (id: string, facts: InstanceFacts) => ({
  name: facts.name,
  engine: facts.engine,
  version: facts.version,
  architecture: facts.architecture,
  status: facts.status,
  zone: facts.zone,
  memory_mb: facts.memoryMb === null ? null : Math.round(facts.memoryMb),
  used_memory_mb: facts.usedMemoryMb === null ? null : Math.round(facts.usedMemoryMb),
  charge_type: facts.chargeType,
  expires_at: facts.expiresAt,
  instance_created_at: facts.createdAt,
  haystack: haystackOf(id, facts),
  tags: facts.tags.map(({ key, value }) => `${key}=${value}`.toLowerCase()),
})

/** JSON text that PostgreSQL's jsonb takes: it has no place for U+0000 and for halves of surrogate pairs. */
export function jsonbText(value: unknown): string {
  const text = JSON.stringify(value)
  return /\\u(?:0000|d[89a-f])/.test(text) ? withoutUnstorable(text) : text
}

const withoutUnstorable = (text: string) =>
  text.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1\\ufffd')

/**
 * Stores one page of a list. A row that did not change only gets its age; one that a later
 * one-instance reading already told keeps that. Throws `LeaseLost` when the lease is no longer held.
 */
export async function storePage(lease: Lease, page: readonly Listed[]): Promise<void> {
  const unique = [...new Map(page.map((listed) => [listed.id, listed])).values()].map((listed) => ({
    ...listed,
    ref: refOf({ service: lease.service, accountId: lease.accountId, region: lease.region, id: listed.id }),
    digest: sha1(JSON.stringify([listed.facts, listed.raw])),
  }))
  // In one order everywhere: pages that overlap, stored at the same time, must not wait for each other in a circle.
  unique.sort((a, b) => (a.ref < b.ref ? -1 : 1))
  const same = await renewUnchanged(lease, unique)
  const changed = unique.filter(({ ref }) => !same.has(ref))
  if (changed.length > 0) await storeRows(lease, changed)
}

/** In one step where Node has it (20.12): this runs for every row of every page. */
const sha1: (text: string) => string = crypto.hash
  ? (text) => crypto.hash('sha1', text, 'base64')
  : (text) => crypto.createHash('sha1').update(text).digest('base64')

interface Row extends Listed {
  ref: string
  digest: string
}

/** Gives the rows that did not change their new age, without sending them. Resolves with their references. */
async function renewUnchanged(lease: Lease, rows: readonly Row[]): Promise<Set<string>> {
  const list = (values: string[]) => sql.param(values)
  const [answer] = await run<{ held: boolean; same: string[] }>(sql`
    with held as (select from ${shards} where ${heldBy(lease)} for share),
    -- Locked in the order of their references first: an update alone takes them in whatever order it meets them.
    same as materialized (
      select ${inventory.ref} as ref, told.at
      from unnest(${list(rows.map(({ ref }) => ref))}::text[], ${list(rows.map(({ digest }) => digest))}::text[],
        ${list(rows.map(({ receivedAt }) => receivedAt.toISOString()))}::timestamptz[]) as told(ref, digest, at)
      join ${inventory} on ${inventory.ref} = told.ref and ${inventory.digest} = told.digest
      where ${inventory.seenFence} <= ${lease.fence} and exists (select from held)
      order by ${inventory.ref}
      for no key update of ${inventory}),
    renewed as (
      update ${inventory} set seen_at = greatest(seen_at, same.at), seen_fence = ${lease.fence}, gone_at = null
      from same where ${inventory.ref} = same.ref)
    select exists (select from held) as held, array(select ref from same) as same`)
  if (!answer?.held) throw lost(lease)
  return new Set(answer.same)
}

const lost = ({ accountId, service, region }: Lease) => new LeaseLost(`${accountId} ${service} ${region}`)

async function storeRows(lease: Lease, rows: readonly Row[]): Promise<void> {
  const records = rows.map(({ id, ref, digest, facts, raw, receivedAt }) => ({
    ref,
    instance_id: id,
    ...columnsOf(id, facts),
    facts,
    raw,
    digest,
    seen_at: receivedAt.toISOString(),
  }))
  const newer = sql`excluded.seen_at >= ${inventory.seenAt}`
  const take = (column: string) =>
    sql
      .raw(column)
      .append(sql` = case when ${newer} then `)
      .append(sql.raw(`excluded.${column} else inventory.${column} end`))
  // Large values stay where they are unless they differ: an update then copies a pointer, not the payload.
  const takeLarge = (column: string) =>
    sql
      .raw(column)
      .append(sql` = case when ${newer} and `)
      .append(
        sql.raw(
          `inventory.${column} is distinct from excluded.${column} then excluded.${column} else inventory.${column} end`,
        ),
      )
  const [answer] = await run<{ held: boolean }>(sql`
    with held as (select from ${shards} where ${heldBy(lease)} for share),
    stored as (
      insert into ${inventory} (ref, service, account_id, region, instance_id, name, provider, engine, version,
        architecture, status, zone, memory_mb, used_memory_mb, charge_type, expires_at, instance_created_at, haystack,
        tags, facts, raw, digest, seen_at, seen_fence)
      select r.ref, ${lease.service}, ${lease.accountId}, ${lease.region}, r.instance_id, r.name, ${lease.provider},
        r.engine, r.version, r.architecture, r.status, r.zone, r.memory_mb, r.used_memory_mb, r.charge_type,
        r.expires_at, r.instance_created_at, r.haystack, r.tags, r.facts, r.raw, r.digest, r.seen_at, ${lease.fence}
      from jsonb_to_recordset(${jsonbText(records)}::jsonb) as r(ref text, instance_id text, name text, engine text,
        version text, architecture text, status text, zone text, memory_mb bigint, used_memory_mb bigint,
        charge_type text, expires_at timestamptz, instance_created_at timestamptz, haystack text, tags text[],
        facts jsonb, raw jsonb, digest text, seen_at timestamptz)
      where exists (select from held)
      order by r.ref
      on conflict (ref) do update set ${sql.join(
        [
          ...SMALL.map(take),
          ...['haystack', 'tags', 'facts', 'raw'].map(takeLarge),
          sql`seen_at = greatest(excluded.seen_at, ${inventory.seenAt})`,
          sql`seen_fence = excluded.seen_fence`,
          sql`gone_at = null`,
        ],
        sql`, `,
      )}
      where ${inventory.seenFence} <= excluded.seen_fence)
    select exists (select from held) as held`)
  if (!answer?.held) throw lost(lease)
}

const SMALL = [
  'name',
  'provider',
  'engine',
  'version',
  'architecture',
  'status',
  'zone',
  'memory_mb',
  'used_memory_mb',
  'charge_type',
  'expires_at',
  'instance_created_at',
  'digest',
]
