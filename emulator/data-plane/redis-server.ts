import { createHash, randomBytes } from 'node:crypto'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveUser, LiveWish } from '../world/live'
import type { Engine, EngineOptions } from './engine'
import { startGuarded } from './guarded'
import { type Line, openLine } from './line'
import { pairsOf, settingOf } from './redis-parameters'
import { sampleOf, slowEntries } from './redis-reports'
import { fill, traffic } from './redis-traffic'
import { encodeCommand, RespError, type RespValue, respReader } from './resp'

export type Ask = (...parts: readonly (string | number)[]) => Promise<RespValue>

/** Where the data are when the server is not running. */
export const DATA_FILE = 'dump.rdb'
/** The data plane's own user. */
const OWN = 'emulator'
const START_MS = 10_000

const hashed = (password: string) => createHash('sha256').update(password).digest('hex')

/** Starts `redis-server` with the data that its folder has; resolves when it answers. */
export async function redisServer(options: EngineOptions): Promise<Engine> {
  const { program, folder, port, limitBytes, line } = options
  const secret = randomBytes(24).toString('hex')
  // Nobody else comes in before the users are set.
  const config = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir "${folder}"`,
    `dbfilename ${DATA_FILE}`,
    'save ""',
    'appendonly no',
    `maxmemory ${limitBytes}`,
    'maxclients 256',
    'always-show-logo no',
    `user ${OWN} on #${hashed(secret)} ~* &* +@all`,
    'user default off nopass nocommands',
  ]
  await rm(join(folder, 'appendonlydir'), { recursive: true, force: true })
  await writeFile(join(folder, 'redis.conf'), `${config.join('\n')}\n`, { mode: 0o600 })
  const process = startGuarded([program, 'redis.conf'], folder, line)
  let own: Line<RespValue>
  let apps: Line<RespValue>
  try {
    own = await enter(port, secret, 'quarterdeck-emulator', process.ended)
    apps = await enter(port, secret, 'traffic', process.ended)
  } catch (error) {
    await process.stop()
    throw error
  }
  const calls = new Map<string, number>()
  const ask: Ask = async (...parts) => {
    const name = nameOf(parts)
    calls.set(name, (calls.get(name) ?? 0) + 1)
    const [answer = null] = await own.send(encodeCommand(parts))
    if (answer instanceof RespError) throw answer
    return answer
  }
  const applied = new Map<string, string>()
  const users = new Map<string, string>()

  /** Sends a setting when it is another than the last; tells what the server said against it. */
  async function set(name: string, value: string): Promise<string | undefined> {
    if (applied.get(name) === value) return undefined
    applied.set(name, value)
    try {
      await ask('CONFIG', 'SET', ...settingOf(name, value))
      return undefined
    } catch (error) {
      // A parameter that this version of the server does not have stays what the cloud remembers.
      const message = error instanceof RespError ? error.message : undefined
      if (message === undefined) throw error
      return message.includes('Unknown option') ? undefined : `${name} ${value}: ${message}`
    }
  }

  return {
    get pid() {
      return process.pid
    },
    get running() {
      return process.running
    },
    ended: process.ended,
    sample: async () => sampleOf(String(await ask('INFO', 'all')), { calls, traffic: own.traffic }),
    slowLog: async () => slowEntries(await ask('SLOWLOG', 'GET', 128)),
    parameters: async () => pairsOf(await ask('CONFIG', 'GET', '*')),
    async apply(wish: LiveWish, limit: number) {
      const refused = [await set('maxmemory', String(limit))]
      for (const [name, value] of wish.parameters) refused.push(await set(name, value))
      await applyUsers(ask, users, wish)
      return refused.filter((text) => text !== undefined)
    },
    async erase(what) {
      const before = Number(await ask('DBSIZE'))
      if (what === 'all') await ask('FLUSHALL', 'SYNC')
      else await walk(ask, what === 'expired' ? undefined : what.pattern)
      return before - Number(await ask('DBSIZE'))
    },
    async fill(usedBytes) {
      const items = await fill(ask, usedBytes)
      await ask('CONFIG', 'RESETSTAT')
      await ask('SLOWLOG', 'RESET')
      calls.clear()
      Object.assign(own.traffic, { sent: 0, received: 0 })
      return items
    },
    traffic: (work) => traffic(apps, work),
    async save(path) {
      const report = async () => String(await ask('INFO', 'persistence'))
      const until = Date.now() + START_MS
      const settled = async () => {
        while (/(rdb_bgsave|aof_rewrite)_in_progress:1/.test(await report())) {
          if (Date.now() > until) throw new Error('the server did not come to saving its data')
          await sleep(15)
        }
      }
      // One writing at a time: the AOF file may just be written anew.
      await settled()
      await ask('BGSAVE')
      await settled()
      if (!(await report()).includes('rdb_last_bgsave_status:ok')) return false
      await copyFile(join(folder, DATA_FILE), path)
      return true
    },
    async stop(keep = false) {
      apps.close()
      if (keep && process.running) {
        // It does not end while it writes its first AOF file.
        await ask('CONFIG', 'SET', 'appendonly', 'no').catch(() => undefined)
        // It answers by ending the connection.
        await ask('SHUTDOWN', 'SAVE').catch(() => undefined)
      }
      own.close()
      await process.stop(keep ? 'SIGTERM' : 'SIGKILL')
    },
  }
}

/** As INFO names a command: `config|get`. */
const nameOf = ([name = '', part = '']: readonly (string | number)[]) =>
  /^(CONFIG|SLOWLOG|ACL)$/.test(String(name)) ? `${name}|${part}`.toLowerCase() : String(name).toLowerCase()

/** Looks at every key, which frees those whose time is over, and erases those that match a pattern. */
async function walk(ask: Ask, pattern: string | undefined): Promise<void> {
  let cursor = '0'
  do {
    const page = await ask('SCAN', cursor, ...(pattern === undefined ? [] : ['MATCH', pattern]), 'COUNT', 500)
    const [next, keys] = Array.isArray(page) ? page : []
    if (pattern !== undefined && Array.isArray(keys) && keys.length > 0) await ask('UNLINK', ...keys.map(String))
    cursor = String(next ?? '0')
  } while (cursor !== '0')
}

/** A connection as the data plane's own user, as soon as the server takes one. */
async function enter(port: number, secret: string, name: string, ended: Promise<void>): Promise<Line<RespValue>> {
  const until = Date.now() + START_MS
  let over = false
  void ended.then(() => {
    over = true
  })
  for (;;) {
    try {
      const line = await openLine(port, respReader())
      const [first] = await line.send(encodeCommand(['AUTH', OWN, secret]))
      if (first instanceof RespError) throw first
      const [, ready] = await line.send(encodeCommand(['CLIENT', 'SETNAME', name]) + encodeCommand(['PING']), 2)
      // Answers LOADING until its data are read.
      if (ready === 'PONG') return line
      line.close()
    } catch (error) {
      if (over || Date.now() > until) throw error
    }
    if (over || Date.now() > until) throw new Error('the server did not start')
    await sleep(10)
  }
}

/** What applications may do; clouds keep the rest for themselves. */
const COMMANDS = '+@all -@admin -debug +config|get +slowlog +client|getname +client|setname'
const READING = '+@read +@connection +ping +info +command +select'

function rulesOf({ password, passwordFree, readOnly }: LiveUser, disabled: readonly string[]): string {
  const key = passwordFree || password === undefined ? 'nopass' : `#${hashed(password)}`
  const commands = readOnly ? READING : COMMANDS
  return ['reset on', key, '~* &*', commands, ...disabled.map((name) => `-${name.toLowerCase()}`)].join(' ')
}

async function applyUsers(ask: Ask, known: Map<string, string>, { users, disabled }: LiveWish): Promise<void> {
  for (const user of users) {
    const rules = rulesOf(user, disabled)
    if (known.get(user.name) === rules) continue
    await ask('ACL', 'SETUSER', user.name, ...rules.split(' '))
    known.set(user.name, rules)
  }
  for (const name of [...known.keys()]) {
    if (users.some((user) => user.name === name)) continue
    await ask('ACL', 'DELUSER', name)
    known.delete(name)
  }
}
