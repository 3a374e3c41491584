import { createConnection } from 'node:net'
import { createClient } from '@redis/client'
import { findProgram } from '@/emulator/data-plane/programs'
import type { Emulator } from '@/emulator/server'
import { control } from './running'

/** Whether live instances can be tried on this machine. `.ci/run` installs what is missing, or says what it skips. */
export const hasRedis = findProgram('redis-server') !== undefined
export const hasMemcached = findProgram('memcached') !== undefined

/** A data plane without made-up data and traffic: what a test does is all that happens. */
export const STILL = { dataPlane: { traffic: false } } as const

export interface Place {
  instance: string
  name: string
  host: string
  port: number
  pid: number
  password?: string
  limitBytes: number
}

/** Puts a server behind an instance; resolves to where it listens. */
export async function makeLive(emulator: Emulator, instance: string): Promise<Place> {
  const { status, body } = await control(emulator, 'POST', 'live', { instance })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as Place // what the control API answers
}

export async function placesOf(emulator: { url: string }): Promise<Place[]> {
  const answer = await fetch(`${emulator.url}/_emulator/live`)
  return ((await answer.json()) as { items: Place[] }).items // what the control API answers
}

/** A Redis client of the live instance, as its applications have one. Without a name it is the user that needs none. */
export async function redisOf(place: Place, user: { name?: string; password?: string } = {}) {
  const client = createClient({
    RESP: 2,
    socket: { host: place.host, port: place.port, reconnectStrategy: false },
    username: user.name,
    password: user.password ?? place.password,
  })
  // Told by what is awaited.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** What one command answers, of a connection of its own; an error's text for what is refused. */
export async function once(place: Place, command: string[], user?: { name?: string; password?: string }) {
  try {
    const client = await redisOf(place, user)
    try {
      return await client.sendCommand(command)
    } finally {
      client.destroy()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Sends a text to Memcached; resolves to what came until `last`. */
export function memcached({ host, port }: Place, text: string, last: RegExp): Promise<string> {
  return new Promise((done, failed) => {
    let all = ''
    const socket = createConnection({ host, port }, () => socket.write(text))
    socket.on('error', failed)
    socket.on('data', (piece) => {
      all += piece
      if (!last.test(all)) return
      socket.destroy()
      done(all)
    })
  })
}

/** A connection to a live instance as from another address of this machine; resolves to whether anything is answered. */
export const answersTo = ({ host, port }: Pick<Place, 'host' | 'port'>, localAddress: string): Promise<boolean> =>
  new Promise((done) => {
    // Redis and Memcached both answer to it, be it that they want a password or do not know it.
    const socket = createConnection({ host, port, localAddress }, () => socket.write('PING\r\n'))
    socket.on('data', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
    socket.on('close', () => done(false))
  })

/** Whether a server is there. */
export const listens = (place: Pick<Place, 'host' | 'port'>): Promise<boolean> => answersTo(place, '127.0.0.1')
