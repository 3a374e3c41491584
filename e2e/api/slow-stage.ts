import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Emulator } from '@/emulator/server'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { keyOf } from '@/lib/model/instance'
import { entriesOf, type SlowKind, type SlowLog } from '@/lib/model/slow-log'
import { MINUTE_MS } from '@/lib/model/time-range'
import { readSlowLog } from '@/lib/slow-log/read'
import { aCache, type Cache } from './change-stage'

export const HOUR = 60 * MINUTE_MS
export const DAY = 24 * HOUR
const CLUSTER = 'redis.logic.sharding.8g.8db.0rodb.8proxy.default'
export const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()
export const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** A cluster in which something went wrong an hour ago; in a lane of its own where much is asked, as calls are limited. */
export async function aClusterIn(emulator: Emulator, ageMs = 40 * DAY, lane = 0): Promise<Cache> {
  const createdAt = Date.now() - ageMs
  const cache = await aCache(emulator, 'alibaba-kvstore', { class: CLUSTER, createdAt }, lane)
  const here = eq(inventory.ref, cache.ref)
  const [row] = await db().select().from(inventory).where(here)
  if (!row) expect.unreachable()
  const facts = { ...row.facts, architecture: 'cluster' as const, shards: cache.world.shards }
  await db()
    .update(inventory)
    .set({ facts, createdAt: new Date(createdAt) })
    .where(here)
  cache.world.incident = { startedAt: Date.now() - HOUR }
  return cache
}

/** All of a span that ends a minute ago, piece by piece, as the page reads it. */
export async function wholeLog(actor: Actor, cache: Cache, lengthMs: number, kind: SlowKind = 'db') {
  const end = minute(Date.now()) - MINUTE_MS
  const span = { from: end - lengthMs, to: end }
  const pieces: SlowLog[] = []
  for (let to = end; to > span.from; to = Date.parse(pieces.at(-1)?.readFrom ?? '')) {
    pieces.push(await readSlowLog(actor, keyFor(cache), { span: { from: span.from, to }, kind }))
    if (pieces.length > 50) throw new Error('it never ends')
  }
  return { span, pieces, entries: entriesOf(pieces) }
}
