import type { Work } from './engine'
import type { Line } from './line'
import type { Ask } from './redis-server'
import { encodeCommand, RespError, type RespValue } from './resp'

type Command = readonly (string | number)[]

const VALUE_BYTES = 900
/** Of ten items, so many expire. */
const EXPIRING = 7
const HOUR_S = 3_600

/** What applications read and write, how often in a hundred, and under which command a server counts it. */
const READS: readonly [weight: number, name: string, of: (n: number) => Command][] = [
  [62, 'get', (n) => ['GET', `item:${n}`]],
  [14, 'hgetall', (n) => ['HGETALL', `cart:${n % 300}`]],
  [12, 'zrevrange', () => ['ZREVRANGE', 'rank:daily', 0, 9]],
  [12, 'exists', (n) => ['EXISTS', `item:${n}`]],
]
const WRITES: readonly [weight: number, name: string, of: (n: number) => Command][] = [
  [48, 'set', (n) => setItem(n)],
  [18, 'incr', (n) => ['INCR', `view:${n % 200}`]],
  [14, 'hset', (n) => ['HSET', `cart:${n % 300}`, `sku:${n % 12}`, 1 + (n % 3)]],
  [12, 'zincrby', (n) => ['ZINCRBY', 'rank:daily', 1, `sku:${n % 400}`]],
  [8, 'expire', (n) => ['EXPIRE', `cart:${n % 300}`, HOUR_S * 12]],
]

/** How calls are spread over commands, of each kind together 1. */
export const REDIS_MIX = { reads: sharesOf(READS), writes: sharesOf(WRITES) }

function sharesOf(table: readonly [number, string, unknown][]): Map<string, number> {
  return new Map(table.map(([weight, name]) => [name, weight / 100]))
}

function setItem(n: number): Command {
  const text = 'x'.repeat(VALUE_BYTES)
  return n % 10 < EXPIRING ? ['SET', `item:${n}`, text, 'EX', lifeOf(n)] : ['SET', `item:${n}`, text]
}
const lifeOf = (n: number) => 2 * HOUR_S + ((n * 7_919) % (22 * HOUR_S))

function chosen(table: typeof READS, draw: number): (n: number) => Command {
  let before = 0
  const found = table.find(([weight]) => {
    before += weight
    return draw * 100 < before
  })
  return (found ?? table[0])?.[2] ?? (() => ['PING'])
}

/** A report that walks over much data: it computes until its time is over, on a slow machine as on a fast one. */
const SLOW = `local began = redis.call('TIME')
local sum = 0
repeat
  for n = 1, 20000 do sum = sum + math.sqrt(n) end
  local now = redis.call('TIME')
until (now[1] - began[1]) * 1000000 + now[2] - began[2] >= tonumber(ARGV[1])
return #redis.call('ZREVRANGE', KEYS[1], 0, 9)`

/** A little traffic. What is not there when it is read is written, as applications do that use a cache. */
export async function traffic(line: Line<RespValue>, work: Work): Promise<void> {
  const item = () => 1 + Math.floor(work.draw() * work.items)
  const commands = [
    ...Array.from({ length: work.reads }, () => chosen(READS, work.draw())(item())),
    ...Array.from({ length: work.writes }, () => chosen(WRITES, work.draw())(item())),
  ]
  if (work.slowMs !== undefined) commands.push(['EVAL', SLOW, 1, 'rank:daily', Math.round(work.slowMs * 1_000)])
  if (commands.length === 0) return
  const answers = await line.send(commands.map(encodeCommand).join(''), commands.length)
  const missed = commands.filter(([name], n) => name === 'GET' && answers[n] === null)
  const again = missed.map(([, key]) => setItem(Number(String(key).slice(5))))
  if (again.length > 0) await line.send(again.map(encodeCommand).join(''), again.length)
}

const FILL = `for n = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local text = string.rep('x', tonumber(ARGV[3]))
  if n % 10 < tonumber(ARGV[4]) then redis.call('SET', 'item:' .. n, text, 'EX', 7200 + (n * 7919) % 79200)
  else redis.call('SET', 'item:' .. n, text) end
end`
const BESIDE = `for n = 0, 299 do redis.call('HSET', 'cart:' .. n, 'sku:' .. n % 12, 1) end
for n = 0, 39 do redis.call('ZINCRBY', 'rank:daily', 1 + n % 7, 'sku:' .. n) end`
const AT_A_TIME = 200

/** Writes items until so many bytes are in use, or until it is full; resolves to their number. */
export async function fill(ask: Ask, usedBytes: number): Promise<number> {
  await ask('EVAL', BESIDE, 0)
  let items = 0
  let before = -1
  for (;;) {
    const info = String(await ask('INFO', 'memory'))
    const used = factOf(info, 'used_memory') - factOf(info, 'mem_not_counted_for_evict')
    // What comes in when it is full pushes out.
    if (used >= usedBytes || used <= before) return items
    before = used
    try {
      await ask('EVAL', FILL, 0, items + 1, items + AT_A_TIME, VALUE_BYTES, EXPIRING)
    } catch (error) {
      if (error instanceof RespError && error.message.includes('OOM')) return items
      throw error
    }
    items += AT_A_TIME
  }
}

const factOf = (info: string, name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0)
