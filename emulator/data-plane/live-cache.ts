import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { random } from '../random'
import { replaceData } from '../world/data'
import type { CacheInstance } from '../world/instance'
import type { DataFile, LiveCache, LiveWish } from '../world/live'
import { demandOf, madeUpLoadAt, shapeAt } from '../world/traffic'
import type { World } from '../world/world'
import type { Engine } from './engine'
import type { Front } from './front'
import { demandOfTraffic } from './habits'
import { measures } from './measures'
import { memcachedServer } from './memcached-server'
import { limitOf, reportedBytes } from './memory'
import { records } from './records'
import { parameterOf } from './redis-parameters'
import { DATA_FILE, redisServer } from './redis-server'
import { wishOf } from './wishes'

const MB = 1_048_576
const MINUTE_MS = 60_000
/** Share of memory from which on a server is made to have too little of it. */
const FULL = 0.93
/** How often a server that ends by itself is started again. */
const MOST_FALLS = 5
const START = { redis: redisServer, memcached: memcachedServer } as const

export interface LiveOptions {
  world: World
  instance: CacheInstance
  program: string
  folder: string
  /** Where the process listens: for the data plane alone. */
  port: number
  /** Where clients come in. */
  front: Front
  /** Whether it gets made-up data and traffic. */
  traffic: boolean
  /** Address under which a copy of that name is downloaded. */
  urlOf(name: string): string
}

/** A live instance as the data plane holds it. */
export interface Running extends LiveCache {
  readonly instance: CacheInstance
  readonly port: number
  readonly running: boolean
  /** Of the user that needs no name; undefined when none is asked for. */
  readonly password: string | undefined
  readonly limitBytes: number
  /** Looks at the server, after all work in line. */
  look(): Promise<void>
  /** The same, and what its parameters are. */
  lookCloser(): Promise<void>
  /** Makes the server what its instance is now, after all work in line; false when the instance is gone. */
  follow(): Promise<boolean>
  /** What its applications do in so many seconds. */
  beat(seconds: number): Promise<void>
  end(): Promise<void>
}

/** Starts the process of an instance; resolves when it answers and has its data. */
export async function startLive(options: LiveOptions): Promise<Running> {
  const { world, instance, program, folder, port } = options
  const since = Math.floor(world.now() / MINUTE_MS) * MINUTE_MS
  const invented = randomBytes(12).toString('base64url')
  const copies = join(folder, 'copies')
  const files = new Map<string, DataFile>()
  const draw = random(`live ${instance.id} ${since}`)
  const record = records(world.now)
  const history = measures(since, (at) => madeUpLoadAt(instance, at))
  let told: ReadonlyMap<string, string> = new Map()
  let items = 1_000
  let emptyBytes = 0
  let ending = false
  let generation = 0
  let falls = 0
  let wish: LiveWish | undefined

  async function launch(): Promise<Engine> {
    const own = ++generation
    const limitBytes = limitOf(instance)
    const started = await START[instance.engine]({ program, folder, port, limitBytes, line: record.heard })
    void started.ended.then(() => {
      // Nobody told it to end: it is started again, with the data that it last saved.
      if (!ending && own === generation && falls++ < MOST_FALLS) inLine(again)
    })
    record.restarted()
    history.restarted()
    return started
  }
  async function again(): Promise<void> {
    if (ending || engine.running) return
    engine = await launch()
    await apply()
  }
  async function apply(): Promise<void> {
    if (wish) for (const text of await engine.apply(wish, limitOf(instance))) record.note(text, '#')
  }
  async function startAnew(keep: boolean, between: () => Promise<void> = async () => undefined): Promise<void> {
    ending = true
    await engine.stop(keep)
    await between()
    ending = false
    engine = await launch()
    await apply()
  }

  /** Work is done one after another; what fails is told, and the next begins. */
  let line: Promise<void> = Promise.resolve()
  const inLine = (work: () => Promise<void>): Promise<void> => {
    line = line.then(work).catch((error: unknown) => {
      if (!ending) console.error(`emulator: live ${instance.id}: ${error instanceof Error ? error.message : error}`)
    })
    return line
  }

  async function see(): Promise<void> {
    const sample = await engine.sample()
    const { usedBytes, limitBytes } = sample
    const reported = reportedBytes(instance, { usedBytes, limitBytes, emptyBytes })
    history.add(world.now(), sample, reported)
    instance.usedMemoryMb = Math.round(reported / MB)
    record.seen(await engine.slowLog())
  }

  async function followNow(): Promise<boolean> {
    const wanted = wishOf(world, instance)
    if (!wanted) return false
    const users = wanted.users.map((user) => ({ ...user, password: user.password ?? invented }))
    wish = { ...wanted, users }
    await apply()
    return true
  }

  async function fill(share: number): Promise<void> {
    const filled = await engine.fill(emptyBytes + share * (limitOf(instance) - emptyBytes))
    // When all is full, applications want more than fits.
    items = Math.ceil(Math.max(1, filled) * (share > FULL ? 1.1 : 1))
  }

  await mkdir(copies, { recursive: true, mode: 0o700 })
  let engine = await launch()
  try {
    // What it uses now is what it needs for itself.
    emptyBytes = (await engine.sample()).usedBytes
    // One that is all but full is quite full, so that it evicts.
    if (options.traffic && instance.usedMemoryMb > FULL * instance.memoryMb) instance.usedMemoryMb = instance.memoryMb
    // The past keeps what it was made from.
    replaceData(instance, instance.usedMemoryMb, since)
    if (options.traffic) {
      await fill(instance.usedMemoryMb / instance.memoryMb)
      Object.assign(demandOf(instance), demandOfTraffic(instance, await engine.sample()))
    }
    await followNow()
    await see()
  } catch (error) {
    ending = true
    await engine.stop()
    throw error
  }

  return {
    instance,
    port: options.front.port,
    since,
    get pid() {
      return engine.pid
    },
    get running() {
      return engine.running
    },
    get password() {
      const own = wish?.users[0]
      return own?.passwordFree || instance.engine === 'memcached' ? undefined : own?.password
    },
    get limitBytes() {
      return limitOf(instance)
    },
    loadAt: (at) => history.loadAt(at),
    slowCommands: record.slowCommands,
    lines: () => record.lines,
    parameter: (name) => parameterOf(told, name),
    file: (name) => files.get(name),
    save(name) {
      const path = join(copies, `${encodeURIComponent(name)}.rdb`)
      inLine(async () => {
        if (await engine.save(path)) files.set(name, { path, bytes: (await stat(path)).size, url: options.urlOf(name) })
      })
    },
    restore(file, dataMb) {
      inLine(() =>
        startAnew(false, async () => {
          const data = join(folder, DATA_FILE)
          if (file) await copyFile(file.path, data)
          else await rm(data, { force: true })
        }),
      )
      if (!file && options.traffic) inLine(() => fill(dataMb / instance.memoryMb))
    },
    erase(what, tell) {
      inLine(async () => {
        const count = await engine.erase(what)
        tell?.(count)
      })
    },
    restart() {
      inLine(() => startAnew(true))
    },
    look: () => inLine(see),
    async lookCloser() {
      await inLine(async () => {
        await see()
        told = await engine.parameters()
      })
    },
    async follow() {
      let there = true
      await inLine(async () => {
        there = await followNow()
      })
      // What following brought about is in line now.
      await line
      return there
    },
    async beat(seconds) {
      const { qps, readShare } = demandOf(instance)
      const shape = shapeAt(world.now())
      const wanted = qps * shape * seconds
      const count = Math.floor(wanted) + (draw.next() < wanted % 1 ? 1 : 0)
      const reads = Array.from({ length: count }, () => draw.next() < readShare).filter(Boolean).length
      // A report every few minutes, more often when it is busy.
      const slowMs = draw.next() < (0.001 + 0.009 * shape) * seconds ? 22 + draw.next() ** 3 * 60 : undefined
      await engine.traffic({ reads, writes: count - reads, slowMs, items, draw: draw.next })
    },
    async end() {
      ending = true
      await options.front.close()
      await engine.stop()
      await line
      await rm(folder, { recursive: true, force: true })
    },
  }
}
