import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine, EngineOptions, Sample, Work } from './engine'
import { startGuarded } from './guarded'
import { type Line, openLine } from './line'

const MB = 1_048_576
const START_MS = 10_000
const VALUE = 'x'.repeat(900)
const DAY_S = 86_400
/** Between entries of a page that are set at once. */
const AT_A_TIME = 200

/** Starts `memcached`, empty as always; resolves when it answers. */
export async function memcachedServer(options: EngineOptions): Promise<Engine> {
  const { program, folder, port, limitBytes, line } = options
  const megabytes = (bytes: number) => String(Math.max(8, Math.round(bytes / MB)))
  const process = startGuarded(
    // -u: it refuses to run as root without one.
    [program, '-l', '127.0.0.1', '-p', String(port), '-U', '0', '-t', '1', '-c', '256', '-u', 'nobody'].concat([
      '-m',
      megabytes(limitBytes),
    ]),
    folder,
    line,
  )
  let own: Line<string>
  let apps: Line<string>
  try {
    own = await enter(port, process.ended)
    apps = await openLine(port, blockReader())
  } catch (error) {
    await process.stop()
    throw error
  }
  const ask = async (text: string) => (await own.send(`${text}\r\n`))[0] ?? ''
  let limit = limitBytes
  const stats = async () => statsOf(await ask('stats'))

  return {
    get pid() {
      return process.pid
    },
    get running() {
      return process.running
    },
    ended: process.ended,
    sample: async () => sampleOf(await stats()),
    slowLog: async () => [],
    parameters: async () => new Map(),
    // It has neither users nor parameters that a cloud sets: only its memory.
    async apply(_wish, wanted) {
      if (wanted === limit) return []
      limit = wanted
      const answer = await ask(`cache_memlimit ${megabytes(wanted)}`)
      return answer === 'OK' ? [] : [`cache_memlimit: ${answer}`]
    },
    async erase(what) {
      const before = (await stats()).get('curr_items') ?? 0
      // It cannot list its keys, and forgets by itself what has expired.
      if (what !== 'all') return 0
      await ask('flush_all')
      // What is flushed is only hidden until somebody looks at it.
      for (let tries = 0; tries < 100; tries++) {
        await ask('lru_crawler crawl all')
        if (((await stats()).get('curr_items') ?? 0) === 0) break
        await sleep(10)
      }
      return before
    },
    async fill(usedBytes) {
      let items = 0
      while (((await stats()).get('bytes') ?? 0) < usedBytes && ((await stats()).get('evictions') ?? 0) === 0) {
        const page = Array.from({ length: AT_A_TIME }, (_, n) => setItem(items + 1 + n))
        await own.send(page.join(''), page.length)
        items += AT_A_TIME
      }
      await ask('stats reset')
      return items
    },
    traffic: (work) => traffic(apps, work),
    save: async () => false,
    async stop() {
      apps.close()
      own.close()
      await process.stop()
    },
  }
}

const setItem = (n: number) => `set item:${n} 0 ${n % 10 < 7 ? DAY_S : 0} ${VALUE.length}\r\n${VALUE}\r\n`

async function traffic(line: Line<string>, { reads, writes, items, draw }: Work): Promise<void> {
  const item = () => 1 + Math.floor(draw() * items)
  const keys = Array.from({ length: reads }, item)
  const answers = reads > 0 ? await line.send(keys.map((n) => `get item:${n}\r\n`).join(''), reads) : []
  const missed = keys.filter((_, n) => answers[n] === '')
  const sets = [...missed, ...Array.from({ length: writes }, item)].map(setItem)
  if (sets.length > 0) await line.send(sets.join(''), sets.length)
}

async function enter(port: number, ended: Promise<void>): Promise<Line<string>> {
  const until = Date.now() + START_MS
  let over = false
  void ended.then(() => {
    over = true
  })
  for (;;) {
    try {
      return await openLine(port, blockReader())
    } catch (error) {
      if (over || Date.now() > until) throw error
    }
    await sleep(10)
  }
}

/** Lines that end an answer; what stood before them is its text. */
const LAST = /^(END|OK|RESET|STORED|NOT_STORED|NOT_FOUND|DELETED|ERROR|BUSY.*|CLIENT_ERROR.*|SERVER_ERROR.*)$/

/** Answers of the text protocol: lists without their END, or the one line that there is. */
function blockReader() {
  let kept = ''
  let lines: string[] = []
  return {
    push(piece: Buffer): string[] {
      const parts = (kept + piece.toString('latin1')).split('\r\n')
      kept = parts.pop() ?? ''
      const found: string[] = []
      for (const part of parts) {
        if (!LAST.test(part)) {
          lines.push(part)
          continue
        }
        found.push(part === 'END' ? lines.join('\n') : part)
        lines = []
      }
      return found
    },
  }
}

function statsOf(text: string): Map<string, number> {
  const found = [...text.matchAll(/^STAT (\S+) ([\d.]+)$/gm)]
  return new Map(found.map(([, name = '', value]) => [name, Number(value)]))
}

function sampleOf(stats: ReadonlyMap<string, number>): Sample {
  const number = (name: string) => stats.get(name) ?? 0
  return {
    usedBytes: number('bytes'),
    limitBytes: number('limit_maxbytes'),
    connections: number('curr_connections'),
    keys: number('curr_items'),
    expires: 0,
    counters: {
      hits: number('get_hits'),
      misses: number('get_misses'),
      expired: number('get_expired'),
      evicted: number('evictions'),
      failed: 0,
      accepted: number('total_connections'),
      inBytes: number('bytes_read'),
      outBytes: number('bytes_written'),
      cpuSeconds: number('rusage_user') + number('rusage_system'),
      micros: 0,
    },
    commands: new Map([
      ['mem_get', number('cmd_get')],
      ['mem_set', number('cmd_set')],
      ['mem_delete', number('delete_hits') + number('delete_misses')],
    ]),
  }
}
