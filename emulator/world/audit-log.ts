import { hash, nth } from '../random'
import { perInstance, perWorld } from './attached'
import type { CacheInstance } from './instance'
import { demandOf, loadAt } from './traffic'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

interface Switch {
  at: number
  on: boolean
}

/** When the audit log of an instance was switched, oldest first. Every third instance has had it from the start. */
const switches = perInstance((i): Switch[] =>
  i.engine === 'redis' && Number(i.version) >= 4 && hash(`${i.id} audit`) % 3 === 0
    ? [{ at: i.createdAt, on: true }]
    : [],
)
/** Days that audit logs are kept, by owner and region: one setting for all instances there. */
export const auditRetention = perWorld(() => new Map<string, number>())
const DEFAULT_DAYS = 7

export const retentionDays = (days: ReadonlyMap<string, number>, { owner, region }: CacheInstance): number =>
  days.get(`${owner} ${region}`) ?? DEFAULT_DAYS

export const setRetentionDays = (days: Map<string, number>, { owner, region }: CacheInstance, value: number) =>
  days.set(`${owner} ${region}`, value)

export const switchAudit = (instance: CacheInstance, on: boolean, at: number) => switches(instance).push({ at, on })

export const auditedAt = (instance: CacheInstance, at: number): boolean =>
  switches(instance).findLast((one) => one.at <= at)?.on ?? false

export interface AuditRecord {
  at: number
  command: string
  kind: 'read' | 'write' | 'non_read_write'
  client: string
  account: string
  database: number
  /** Microseconds. */
  elapsedUs: number
  /** In [0, 1): which node it ran on. */
  place: number
}

/** The vendor's own watchdog and the applications; `#` stands for a number. */
const WATCH = ['CONFIG GET maxclients', 'CONFIG GET maxmemory', 'CONFIG GET qps', 'INFO memory', 'PING']
const WRITES = ['SET session:# ******', 'HSET cart:# sku:# 1', 'EXPIRE session:# 1800', 'INCR view:#', 'DEL lock:#']
const READS = ['GET session:#', 'HGETALL cart:#', 'ZREVRANGE rank:daily 0 9', 'EXISTS lock:#']

/**
 * What the audit log recorded from `from` to before `to`, oldest first. It is a sample: a few commands of each minute,
 * more when the instance is busy, not every call that the metrics count.
 */
export function auditRecords(i: CacheInstance, from: number, to: number): AuditRecord[] {
  const { seed } = demandOf(i)
  const found: AuditRecord[] = []
  for (let minute = Math.floor(from / MINUTE_MS); minute * MINUTE_MS < to; minute++) {
    const start = minute * MINUTE_MS
    const load = loadAt(i, start)
    if (!load) continue
    const count = 3 + Math.floor((12 * load.qps) / i.qps + 3 * nth(seed ^ 0xa0, minute))
    for (let n = 0; n < count; n++) {
      const draw = (kind: number) => nth(seed ^ (kind * 0x3b3b), minute * 32 + n)
      const at = start + Math.floor(draw(1) * 60) * 1_000
      if (at < from || at >= to || !auditedAt(i, at)) continue
      const watch = draw(2) < 0.25
      const write = draw(2) < 0.6
      const texts = watch ? WATCH : write ? WRITES : READS
      found.push({
        at,
        command: (texts[Math.floor(draw(3) * texts.length)] ?? '').replace(/#/g, String(Math.floor(draw(4) * 900_000))),
        kind: watch ? 'non_read_write' : write ? 'write' : 'read',
        client: watch
          ? '127.0.0.1'
          : `10.${16 + (seed % 16)}.${Math.floor(draw(5) * 3)}.${2 + Math.floor(draw(6) * 5)}`,
        account: watch ? '0' : i.id,
        database: 0,
        elapsedUs: Math.round(load.avgRtUs * (0.5 + draw(7))),
        place: draw(8),
      })
    }
  }
  return found.sort((a, b) => a.at - b.at)
}

/** From when on records of an instance are still there. */
export const auditKeptFrom = (days: ReadonlyMap<string, number>, i: CacheInstance, now: number): number =>
  now - retentionDays(days, i) * DAY_MS
