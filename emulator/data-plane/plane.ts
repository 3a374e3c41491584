import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { letLoopbackIn, letsIn } from '../world/gate'
import type { CacheInstance } from '../world/instance'
import { setLive } from '../world/live'
import type { World } from '../world/world'
import { openFront } from './front'
import { type Running, startLive } from './live-cache'
import { findProgram, PROGRAMS } from './programs'

const LOOK_MS = 10_000
const BEAT_S = 2

export interface PlaneOptions {
  world: World
  /** Address of the emulator, for links to copies of data. */
  url: string
  /** Whether live instances get made-up data and traffic. */
  traffic: boolean
  /** Where programs are looked for. Default: the PATH of this process. */
  path?: string
}

/** Why an instance cannot be made live. */
export class NotLive extends Error {}

/** Real servers behind the instances that are marked live. */
export interface Plane {
  all(): Running[]
  /** Programs of engines that are not installed. */
  missing(engines: readonly CacheInstance['engine'][]): string[]
  /** Starts the server of an instance, if it has none. Rejects with NotLive when that is impossible. */
  add(instance: CacheInstance): Promise<Running>
  /** Ends the server of an instance: from then on its data are numbers again. */
  drop(instance: CacheInstance): Promise<void>
  /** Looks at the servers that a request names, before it is answered. */
  look(input: unknown): Promise<void>
  /** Waits until the servers that a request names are what their instances are, after it was done. */
  follow(input: unknown): Promise<void>
  /** A copy of data by the path of its link; undefined when there is none. */
  download(instance: string, name: string): Promise<Buffer | undefined>
  stop(): Promise<void>
}

export function dataPlane({ world, url, traffic, path }: PlaneOptions): Plane {
  const running = new Map<string, Running>()
  const starting = new Map<string, Promise<Running>>()
  let root: Promise<string> | undefined
  let stopped = false
  let made = 0

  async function begin(instance: CacheInstance): Promise<Running> {
    if (instance.architecture !== 'standard') throw new NotLive('only an instance with one data node can be live')
    const name = PROGRAMS[instance.engine]
    const program = findProgram(name, path)
    if (!program) throw new NotLive(`${name} was not found on PATH`)
    root ??= mkdtemp(join(tmpdir(), 'quarterdeck-emulator-'))
    const folder = join(await root, String(++made))
    const urlOf = (file: string) => `${url}/_emulator/files/${instance.id}/${encodeURIComponent(file)}.rdb`
    const start = async () => {
      const port = await freePort()
      const front = await openFront(port, (address) => letsIn(world, instance, address))
      try {
        return await startLive({ world, instance, program, folder, port, front, traffic, urlOf })
      } catch (error) {
        await front.close()
        throw error
      }
    }
    letLoopbackIn(world, instance)
    // A port that was free a moment ago may be somebody else's by now.
    const live = await start().catch(start)
    if (stopped) {
      await live.end()
      throw new NotLive('the emulator is being stopped')
    }
    running.set(instance.id, live)
    setLive(instance, live)
    return live
  }

  async function drop(instance: CacheInstance): Promise<void> {
    const live = running.get(instance.id)
    running.delete(instance.id)
    setLive(instance, undefined)
    await live?.end()
  }

  const follow = async (live: Running) => {
    if (!(await live.follow())) await drop(live.instance)
  }
  const every = (ms: number, work: (live: Running) => Promise<void>) =>
    setInterval(() => {
      for (const live of running.values()) void work(live).catch(() => undefined)
    }, ms).unref()
  const timers = [
    every(LOOK_MS, async (live) => {
      await follow(live)
      await live.look()
    }),
    // What the server does not take now is not made up for.
    ...(traffic ? [every(BEAT_S * 1_000, (live) => live.beat(BEAT_S))] : []),
  ]
  const named = (input: unknown): Running[] =>
    running.size === 0 ? [] : namesIn(input).flatMap((id) => running.get(id) ?? [])

  return {
    all: () => [...running.values()],
    missing: (engines) =>
      [...new Set(engines)].map((engine) => PROGRAMS[engine]).filter((name) => !findProgram(name, path)),
    async add(instance) {
      const there = running.get(instance.id)
      if (there) return there
      let start = starting.get(instance.id)
      if (!start) {
        start = begin(instance).finally(() => starting.delete(instance.id))
        starting.set(instance.id, start)
      }
      return start
    },
    drop,
    async look(input) {
      await Promise.all(
        named(input).map(async (live) => {
          await follow(live)
          await live.lookCloser()
        }),
      )
    },
    async follow(input) {
      await Promise.all(named(input).map(follow))
    },
    async download(id, name) {
      const file = running.get(id)?.file(name.replace(/\.rdb$/, ''))
      return file && readFile(file.path)
    },
    async stop() {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      await Promise.allSettled(starting.values())
      await Promise.all([...running.values()].map(({ instance }) => drop(instance)))
      if (root) await rm(await root, { recursive: true, force: true })
    },
  }
}

/** Texts of a request that may be ids of instances: fields of its own, alone or several with commas between them. */
function namesIn(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return []
  return [
    ...new Set(
      Object.values(input)
        .flat()
        .filter((value) => typeof value === 'string')
        .flatMap((value) => value.split(',')),
    ),
  ]
}

/** A port of this machine that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}
