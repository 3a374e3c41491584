import { nth } from '../random'
import type { CacheInstance } from './instance'
import { sharesOf } from './traffic'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const LASTS_MS = 180 * MINUTE_MS
/** Until it is as bad as it gets. */
const GROWS_MS = 20 * MINUTE_MS
const WORST_PER_MINUTE = 21
/** The shard whose processor it takes. */
const SHARD = 2

/** What a careless release sends, how often of a hundred, to which shards, and how long a middling one takes. */
const COMMANDS = [
  { of: 72, text: 'HGETALL cart:#:items', shards: [SHARD], middleUs: 390_000 },
  {
    of: 10,
    text: 'EVALSHA 6b1bf486c81ceb7edf3c093f4c48582e38c0e791 2 stock:#:lock stock:#',
    shards: [2, 5],
    middleUs: 300_000,
  },
  { of: 8, text: 'SMEMBERS promo:#:skus', shards: [0], middleUs: 230_000 },
  {
    of: 6,
    text: 'MGET sku:#:price sku:#:price sku:#:price sku:#:price ... (396 more arguments)',
    shards: [1, 3, 4, 6],
    middleUs: 180_000,
  },
  { of: 3, text: 'ZRANGEBYSCORE order:timeout -inf # LIMIT 0 5000', shards: [6], middleUs: 170_000 },
  { of: 1, text: 'OBJECT FREQ cart:#', shards: [SHARD], middleUs: 150_000 },
] as const

/** How bad it is at a moment, 0 to 1. It comes again every day, at the same time. */
export function severityAt({ incident }: CacheInstance, at: number): number {
  if (!incident || at < incident.startedAt) return 0
  const since = (at - incident.startedAt) % DAY_MS
  return since < LASTS_MS ? Math.min(1, since / GROWS_MS + 0.05) : 0
}

/** Percent of a processor that it takes of what runs on these places in [0, 1), and of the whole instance. */
export function incidentCpu(
  i: CacheInstance,
  at: number,
  { of, places }: { of: number; places: readonly [number, number] },
) {
  const severity = severityAt(i, at)
  if (severity === 0) return 0
  const place = placeOf(i, SHARD)
  if (place < places[0] || place >= places[1]) return 0
  return of === 1 && i.shards > 1 ? (62 * severity) / i.shards : 62 * severity
}

export interface IncidentCommand {
  at: number
  command: string
  elapsedUs: number
  client: string
  place: number
}

/** The slow commands of a minute that belong to it. */
export function* incidentCommands(i: CacheInstance, minute: number, seed: number): Generator<IncidentCommand> {
  const severity = severityAt(i, minute * MINUTE_MS)
  if (severity === 0) return
  const count = Math.round(WORST_PER_MINUTE * severity * (0.8 + 0.4 * nth(seed ^ 0x77, minute)))
  for (let n = 0; n < count; n++) {
    const draw = (kind: number) => nth(seed ^ (kind * 0x2e2e), minute * 64 + n)
    let left = draw(1) * 100
    const kind = COMMANDS.find(({ of }) => (left -= of) < 0) ?? COMMANDS[0]
    const shard = kind.shards[Math.floor(draw(2) * kind.shards.length)] ?? SHARD
    let numbers = 0
    yield {
      at: minute * MINUTE_MS + Math.floor(draw(3) * 60) * 1_000,
      command: kind.text.replace(/#/g, () =>
        String(10_000 + Math.floor(nth(seed ^ numbers++, minute * 64 + n) * 89_999)),
      ),
      // Most near the middle, one in a hundred five times as long.
      elapsedUs: Math.round(kind.middleUs * Math.exp(10.4 * (draw(4) - 0.42) ** 3) * (0.75 + 0.5 * draw(5))),
      client: `172.16.90.${14 + Math.floor(draw(6) * 3)}`,
      place: placeOf(i, shard),
    }
  }
}

/** The middle of a shard's part of [0, 1). */
function placeOf(i: CacheInstance, shard: number): number {
  const shares = sharesOf(i, 'db', Math.max(1, i.shards))
  const own = Math.min(shard, shares.length - 1)
  return shares.slice(0, own).reduce((sum, share) => sum + share, 0) + (shares[own] ?? 1) / 2
}
