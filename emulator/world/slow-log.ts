import { hash, nth } from '../random'
import { perInstance } from './attached'
import { incidentCommands } from './incident'
import type { CacheInstance } from './instance'
import { liveOf } from './live'
import { parameterAt } from './parameters'
import { loadAt } from './traffic'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Clouds keep slow logs for three days. */
export const SLOW_LOG_KEPT_MS = 72 * HOUR_MS
const DEFAULT_THRESHOLD_US = 20_000

export interface SlowCommand {
  at: number
  command: string
  elapsedUs: number
  client: string
  database: number
  /** In [0, 1): which node it ran on, whatever their number. */
  place: number
}

/** Commands that are slow in life; `#` stands for a number. The first word decides whether it may be disabled. */
const COMMANDS = [
  'KEYS session:*',
  'HGETALL cart:#',
  'SMEMBERS tag:#:members',
  'ZRANGEBYSCORE rank:daily # +inf WITHSCORES',
  'LRANGE feed:# 0 -1',
  'SORT queue:# BY weight_* LIMIT 0 500',
  'EVALSHA 6b1bf486c81ceb7edf3c093f4c48582e38c0e791 2 stock:# lock:#',
  'DEL bigset:#',
  'SUNION follow:# follow:#',
  'ZREVRANGE board:# 0 20000',
  'HMGET profile:# name phone city level points',
  'MGET sku:# sku:# sku:# sku:# sku:# sku:# sku:# sku:#',
] as const

/** What slow things the applications of an instance do, and how often at the day's peak. */
const habits = perInstance((i) => {
  const seed = hash(`${i.id} slow`)
  const first = Math.floor(nth(seed, 1) * COMMANDS.length)
  return {
    seed,
    commands: [0, 1, 3, 6].map((step) => COMMANDS[(first + step) % COMMANDS.length] ?? COMMANDS[0]),
    perMinute: 0.03 + nth(seed, 2) ** 3 * 1.2,
    clients: Array.from(
      { length: 4 },
      (_, n) => `10.${16 + (seed % 16)}.${Math.floor(nth(seed, 10 + n) * 255)}.${2 + n}`,
    ),
  }
})

/**
 * The slow commands of an instance that ran from `from` to before `to`, oldest first: those that took longer than the
 * threshold of their time allowed. The same span gives the same ones for ever.
 */
export function slowCommands(i: CacheInstance, from: number, to: number): SlowCommand[] {
  if (i.engine !== 'redis') return []
  const live = liveOf(i)
  const found: SlowCommand[] = []
  const until = Math.min(to, live?.since ?? to)
  for (let minute = Math.floor(from / MINUTE_MS); minute * MINUTE_MS < until; minute++) {
    for (const one of slowInMinute(i, minute)) if (one.at >= from && one.at < until) found.push(one)
  }
  return live && to > live.since ? [...found, ...live.slowCommands(Math.max(from, live.since), to)] : found
}

/** How long a proxy waited for a command: its execution, the way to the data node and back, and a queue now and then. */
export const throughProxyUs = (i: CacheInstance, { at, place, elapsedUs }: SlowCommand): number =>
  elapsedUs + 350 + Math.round(6_000 * nth(hash(`${i.id} way`), Math.floor(at / 1_000) + Math.floor(place * 997)) ** 4)

function slowInMinute(i: CacheInstance, minute: number): SlowCommand[] {
  const load = loadAt(i, minute * MINUTE_MS)
  if (!load || load.keys === 0) return []
  const { seed, commands, perMinute, clients } = habits(i)
  const busy = load.qps / i.qps
  const wanted = perMinute * (0.3 + 2.5 * busy)
  const count = Math.floor(wanted + nth(seed ^ 0x11, minute))
  const usual = Array.from({ length: count }, (_, n): SlowCommand => {
    const draw = (kind: number) => nth(seed ^ (kind * 0x1f1f), minute * 16 + n)
    const at = minute * MINUTE_MS + Math.floor(draw(1) * 60) * 1_000
    const template = commands[Math.floor(draw(2) * commands.length)] ?? commands[0] ?? ''
    return {
      at,
      command: template.replace(/#/g, () => String(100_000 + Math.floor(draw(3) * 899_999))),
      // Many a little over ten milliseconds, few of most of a second.
      elapsedUs: Math.round(8_000 + 9_000 / (1.015 - draw(4)) ** 1.1),
      client: clients[Math.floor(draw(5) * clients.length)] ?? '',
      database: 0,
      place: draw(6),
    }
  })
  const careless = [...incidentCommands(i, minute, seed)].map((one): SlowCommand => ({ ...one, database: 0 }))
  return [...usual, ...careless]
    .filter((one) => one.elapsedUs >= thresholdUs(i, one.at) && !isDisabled(i, one))
    .sort((a, b) => a.at - b.at)
}

const thresholdUs = (i: CacheInstance, at: number) =>
  Number(parameterAt(i, 'slowlog-log-slower-than', at) ?? DEFAULT_THRESHOLD_US)

function isDisabled(i: CacheInstance, { command, at }: SlowCommand): boolean {
  const disabled = (parameterAt(i, '#no_loose_disabled-commands', at) ?? '').split(',')
  return disabled.some((name) => name.trim() === command.split(' ')[0]?.toLowerCase())
}
