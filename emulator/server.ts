import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, clock as createClock } from './clock'
import { control, isControl } from './control/control'
import { downloadOf } from './control/live'
import { dataPlane, type Plane } from './data-plane/plane'
import { serve } from './gateway/chain'
import type { Gateway } from './gateway/exchange'
import { faults } from './gateway/faults'
import { BodyTooLarge, receive } from './gateway/incoming'
import { journal } from './gateway/journal'
import { quotas } from './gateway/quotas'
import { DEMO_KEYS, type Key, keysFrom } from './keys'
import { random } from './random'
import { nonces } from './verify/nonces'
import { demo } from './world/demo'
import { large } from './world/large'
import type { Pace } from './world/pace'
import { createWorld, type Source, type World } from './world/world'

export const PROFILES = ['demo', 'large', 'empty'] as const
export type Profile = (typeof PROFILES)[number]

export interface EmulatorOptions {
  /** 0 picks a free one. Default 0. */
  port?: number
  /** Default 127.0.0.1. The control API answers loopback only, whatever this is. */
  host?: string
  profile?: Profile
  seed?: number
  pace?: Pace
  /** Default: the documented demo keys. */
  keys?: Map<string, Key>
  /** Milliseconds that a call takes at least and at most. Default 60 to 120 in profile large, else none. */
  latency?: readonly [number, number]
  /** Whether call quotas are enforced. Default true. */
  quotas?: boolean
  /**
   * Real servers behind the instances that are marked live, where they are installed: `traffic` is whether they get
   * made-up data and traffic, `path` where they are looked for. Default: none.
   */
  dataPlane?: { traffic: boolean; path?: string }
  /** Time source. Default: the computer's clock. */
  now?: () => number
}

export interface Emulator {
  /** `http://127.0.0.1:4010` */
  url: string
  port: number
  world: World
  clock: Clock
  gateway: Gateway
  /** Resolves when the servers of the instances that are marked live have been started, to what there is to say about it. */
  plane: Promise<string[]>
  /** Closes every connection, ends every server and stops. */
  stop(): Promise<void>
}

const GENERATORS: Readonly<Record<Profile, (seed: number, now: number) => Iterable<Source>>> = {
  demo,
  large,
  empty: () => [],
}

/** Starts a local cloud. Resolves when it listens; rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { profile = 'demo', seed = 1, pace = 'demo', host = '127.0.0.1' } = options
  const clock = createClock(options.now)
  const populate = () => createWorld({ clock, pace, seed, sources: GENERATORS[profile](seed, clock.world()) })
  const gateway: Gateway = {
    world: populate(),
    plane: undefined,
    clock,
    keys: options.keys ?? keysFrom(DEMO_KEYS),
    nonces: nonces(),
    faults: faults(random(`faults ${seed}`)),
    journal: journal(),
    quotas: quotas(),
    quotasOn: options.quotas ?? true,
    random: random(`latency ${seed}`),
    latency: options.latency ?? (profile === 'large' ? [60, 120] : [0, 0]),
    slow: new Map(),
  }
  let url = ''
  const startPlane = async (): Promise<string[]> => {
    if (!options.dataPlane) return []
    gateway.plane = dataPlane({ world: gateway.world, url, ...options.dataPlane })
    // The large fleet has none, and looking for them would make all of it.
    return profile === 'large' ? [] : startMarked(gateway.plane, gateway.world)
  }
  const reset = async () => {
    await gateway.plane?.stop()
    gateway.world = populate()
    gateway.faults.clear()
    gateway.journal.clear()
    gateway.quotas.clear()
    gateway.slow.clear()
    // As at the start, nobody waits for the servers.
    void startPlane()
  }
  const about = () => ({ profile, seed, pace, latency: gateway.latency, quotas: gateway.quotasOn })

  const server = createServer((message, response) => {
    answer(message, response, gateway, { reset, about }).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(options.port ?? 0, host, () => {
      server.off('error', failed)
      ready()
    })
  })
  const { port } = server.address() as AddressInfo // a TCP server that listens has this kind of address
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const plane = startPlane()
  return {
    url,
    port,
    get world() {
      return gateway.world
    },
    clock,
    gateway,
    plane,
    async stop() {
      await new Promise<void>((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      })
      await gateway.plane?.stop()
    },
  }
}

/** Starts the servers of the instances that are marked live, all at once; resolves to lines about those that have none. */
async function startMarked(plane: Plane, world: World): Promise<string[]> {
  const madeUp = new Map<string, string[]>()
  await Promise.all(
    world
      .all()
      .filter(({ live }) => live)
      .map((instance) =>
        plane.add(instance).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error)
          madeUp.set(reason, [...(madeUp.get(reason) ?? []), instance.name])
        }),
      ),
  )
  return [...madeUp].map(([reason, names]) => `${reason}: the data of ${names.join(', ')} are made up, as all others'`)
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  gateway: Gateway,
  own: { reset(): Promise<void>; about(): object },
): Promise<void> {
  let request: Awaited<ReturnType<typeof receive>>
  try {
    request = await receive(message)
  } catch (error) {
    // A client that went away while sending needs no answer.
    if (error instanceof BodyTooLarge) response.writeHead(413, { connection: 'close' }).end()
    else response.destroy()
    return
  }
  const reply = isControl(request)
    ? ((await downloadOf(request, message.socket.remoteAddress, gateway)) ??
      (await control(request, message.socket.remoteAddress, gateway, own)))
    : await serve(request, response, gateway)
  if (reply === undefined || response.destroyed) {
    response.destroy()
    return
  }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) })
  response.end(body)
}
