import { nth } from '../../random'
import { perInstance } from '../../world/attached'
import { demandOf, type Load } from '../../world/traffic'

/** Commands that applications use much, and how much; all others are not used at all. */
const READS: Readonly<Record<string, number>> = {
  get: 40,
  mget: 9,
  hget: 14,
  hmget: 7,
  hgetall: 3,
  exists: 5,
  ttl: 3,
  zrange: 3,
  zrevrange: 2,
  zscore: 2,
  lrange: 3,
  llen: 1,
  smembers: 1,
  sismember: 4,
  scard: 1,
  hlen: 1,
  zcard: 1,
  strlen: 0.5,
  hexists: 1.5,
}
const WRITES: Readonly<Record<string, number>> = {
  set: 24,
  setex: 18,
  hset: 12,
  hmset: 4,
  incr: 8,
  incrby: 3,
  expire: 12,
  del: 7,
  lpush: 4,
  rpop: 4,
  sadd: 4,
  srem: 1,
  zadd: 5,
  zincrby: 2,
  zrem: 1,
  hincrby: 3,
  setnx: 2,
  evalsha: 2,
  publish: 1,
}
const OTHERS: Readonly<Record<string, number>> = {
  ping: 60,
  info: 6,
  auth: 14,
  select: 12,
  config: 2,
  slowlog: 2,
  client: 4,
}
const MEM_READS: Readonly<Record<string, number>> = { mem_get: 60, mem_gets: 6, mem_getk: 10, mem_getkq: 24 }
const MEM_WRITES: Readonly<Record<string, number>> = {
  mem_set: 60,
  mem_add: 6,
  mem_delete: 10,
  mem_incr: 8,
  mem_replace: 3,
  mem_cas: 4,
  mem_setq: 9,
}
const MEM_OTHERS: Readonly<Record<string, number>> = { mem_noop: 50, mem_version: 10, mem_quit: 20, mem_sasl_auth: 20 }

/** Shares of commands: of each kind together 1, and of each instance its own. */
const mix = perInstance((i) => {
  const { seed } = demandOf(i)
  const shares = (table: Readonly<Record<string, number>>, salt: number) => {
    const weights = Object.entries(table).map(
      ([name, weight], n) => [name, weight * (0.4 + 1.2 * nth(seed ^ salt, n))] as const,
    )
    const sum = weights.reduce((total, [, weight]) => total + weight, 0)
    return new Map(weights.map(([name, weight]) => [name, weight / sum]))
  }
  const memcached = i.engine === 'memcached'
  return {
    reads: shares(memcached ? MEM_READS : READS, 0xa1),
    writes: shares(memcached ? MEM_WRITES : WRITES, 0xb2),
    others: shares(memcached ? MEM_OTHERS : OTHERS, 0xc3),
  }
})

/** Calls per second of one command; 0 for those that nobody uses. Those of all commands make up all calls. */
export function callsOf(i: Parameters<typeof mix>[0], load: Load, command: string): number {
  if (load.calls) return load.calls.get(command) ?? 0
  const known = demandOf(i).mix
  if (known) return (load.reads + load.writes) * (known.get(command) ?? 0)
  const { reads, writes, others } = mix(i)
  return (
    load.reads * (reads.get(command) ?? 0) +
    load.writes * (writes.get(command) ?? 0) +
    load.others * (others.get(command) ?? 0)
  )
}
