import type { Load } from '../world/traffic'
import type { Sample } from './engine'

const MINUTE_MS = 60_000
/** Rates over less than this say little. */
const ENOUGH_S = 5
/** As long as clouds keep values. */
const KEPT_MINUTES = 31 * 1_440

/** Commands that count as writes; what applications do otherwise are reads, the rest is the looking of clouds. */
const WRITES = new Set(
  'set setex setnx incr incrby hset hmset hincrby zadd zincrby zrem sadd srem lpush rpush lpop rpop del unlink expire eval evalsha mem_set mem_delete'.split(
    ' ',
  ),
)
const OTHERS = new Set('info slowlog config ping client acl auth select command dbsize hello bgsave'.split(' '))

interface Minute {
  seconds: number
  counters: Sample['counters']
  commands: Map<string, number>
  /** The last look of the minute. */
  last: Gauges
}
type Gauges = Pick<Load, 'connections' | 'usedBytes' | 'keys' | 'expires' | 'expired' | 'evicted' | 'failed'>

const nothing = (): Sample['counters'] => ({
  hits: 0,
  misses: 0,
  expired: 0,
  evicted: 0,
  failed: 0,
  accepted: 0,
  inBytes: 0,
  outBytes: 0,
  cpuSeconds: 0,
  micros: 0,
})

/**
 * What was seen of a server, minute by minute, from looks at it every few seconds. `madeUp` is what the world says for
 * the time before: totals go on from there, and rates are taken from there until there are some.
 */
export function measures(since: number, madeUp: (at: number) => Load | undefined) {
  const minutes = new Map<number, Minute>()
  let totals: { expired: number; evicted: number; failed: number } | undefined
  let previous: { at: number; sample: Sample } | undefined

  const minuteOf = (at: number) => Math.floor(at / MINUTE_MS)

  return {
    /** The next sample starts counting anew: the server was started again. */
    restarted() {
      previous = previous && { ...previous, sample: { ...previous.sample, counters: nothing(), commands: new Map() } }
    },

    /** Adds a look at a moment of the world's time; `usedBytes` is what the instance reports for it. */
    add(at: number, sample: Sample, usedBytes: number) {
      const before = totals ?? madeUp(since)
      totals = { expired: before?.expired ?? 0, evicted: before?.evicted ?? 0, failed: before?.failed ?? 0 }
      const gauges = { connections: sample.connections, usedBytes, keys: sample.keys, expires: sample.expires }
      const key = minuteOf(at)
      let minute = minutes.get(key)
      if (!minute) {
        minute = { seconds: 0, counters: nothing(), commands: new Map(), last: { ...gauges, ...totals } }
        minutes.set(key, minute)
        for (const old of minutes.keys()) if (old < key - KEPT_MINUTES) minutes.delete(old)
      }
      // After a jump of the clock nobody knows when things happened: they belong to no minute.
      if (previous && at - previous.at < 2 * MINUTE_MS) {
        minute.seconds += Math.max(0, at - previous.at) / 1_000
        const { counters, commands } = previous.sample
        for (const name of Object.keys(counters) as (keyof typeof counters)[]) // the keys of that very record
          minute.counters[name] += Math.max(0, sample.counters[name] - counters[name])
        for (const [name, calls] of sample.commands)
          minute.commands.set(name, (minute.commands.get(name) ?? 0) + Math.max(0, calls - (commands.get(name) ?? 0)))
      }
      if (previous)
        for (const name of ['expired', 'evicted', 'failed'] as const)
          totals[name] += Math.max(0, sample.counters[name] - previous.sample.counters[name])
      minute.last = { ...gauges, ...totals }
      previous = { at, sample }
    },

    loadAt(at: number): Load | undefined {
      const key = minuteOf(at)
      const minute = minutes.get(key)
      if (!minute) return undefined
      const earlier = minutes.get(key - 1)
      const rates =
        minute.seconds >= ENOUGH_S
          ? ratesOf(minute)
          : earlier && earlier.seconds >= ENOUGH_S
            ? ratesOf(earlier)
            : madeUp(at)
      return rates && { ...rates, ...minute.last }
    },
  }
}

function ratesOf({ seconds, counters, commands, last }: Minute): Load {
  const per = (count: number) => count / seconds
  const sum = (wanted: (name: string) => boolean) =>
    [...commands].reduce((total, [name, calls]) => total + (wanted(name) ? calls : 0), 0)
  const calls = sum(() => true)
  const writes = sum((name) => WRITES.has(name))
  const others = sum((name) => OTHERS.has(name))
  const looked = counters.hits + counters.misses
  return {
    qps: per(calls),
    reads: per(calls - writes - others),
    writes: per(writes),
    others: per(others),
    newConnections: per(counters.accepted),
    expiredPerSecond: per(counters.expired),
    evictedPerSecond: per(counters.evicted),
    hitPercent: looked > 0 ? (100 * counters.hits) / looked : 0,
    cpuPercent: 100 * per(counters.cpuSeconds),
    inKbps: per(counters.inBytes) / 1_024,
    outKbps: per(counters.outBytes) / 1_024,
    avgRtUs: calls > 0 ? counters.micros / calls : 0,
    calls: new Map([...commands].map(([name, count]) => [name, per(count)])),
    ...last,
  }
}
