import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { ProviderError } from '@/lib/providers/error'
import { closePools, send } from './send'

/**
 * GET, PUT and DELETE are what HTTP clients like to send again when a connection breaks, and clouds' writes are PUT and
 * DELETE as well. Here the server counts what it read before anything becomes of it.
 */
const HOST = 'r-kvstore.aliyuncs.com'
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const
const FLUSH = '/?Action=FlushInstance'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await closePools()
  for (const close of closing.splice(0)) await close()
})

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n'
/** What a server does once it has read a request whole. */
const FATES = {
  answer: (socket: Socket) => socket.write(`${ANSWER}\r\n{}`),
  'answer, as the last one': (socket: Socket) => socket.end(`${ANSWER}connection: close\r\n\r\n{}`),
  'answer, and close without a word': (socket: Socket) => socket.end(`${ANSWER}\r\n{}`),
  'half an answer': (socket: Socket) => socket.end(`${ANSWER}\r\n{`),
  close: (socket: Socket) => socket.end(),
  destroy: (socket: Socket) => socket.destroy(),
  reset: (socket: Socket) => socket.resetAndDestroy(),
}
type Fate = keyof typeof FATES
const CUT: Fate[] = ['half an answer', 'close', 'destroy', 'reset']

async function server(fateOf: (nth: number) => Fate) {
  const read: string[] = []
  const open = new Set<Socket>()
  let connections = 0
  const tcp = createServer((socket) => {
    connections++
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => {})
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        read.push(text.split(' ')[1] ?? '')
        text = text.slice(end + 4)
        FATES[fateOf(read.length)](socket)
      }
    })
  })
  await new Promise<void>((ready) => tcp.listen(0, '127.0.0.1', ready))
  closing.push(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((done) => tcp.close(done))
  })
  const { port } = tcp.address() as AddressInfo // a TCP server has one
  /** `answered`, or the kind of failure and whether it says that it was sent. */
  const ask = (path: string, method: (typeof METHODS)[number] = 'GET', signal?: AbortSignal) =>
    send(
      { method, origin: `https://${HOST}`, path, headers: { host: HOST } },
      {
        operation: 'alibaba-kvstore/FlushInstance',
        allowsHost: () => true,
        gateway: `http://127.0.0.1:${port}`,
        signal,
      },
    ).then(
      () => 'answered',
      (error: unknown) => (error instanceof ProviderError ? `${error.kind}, sent: ${error.sent}` : String(error)),
    )
  return { read, ask, connections: () => connections }
}

/** Longer than any client takes that sends again at once. Too short on a slow machine it finds less, and never too much. */
const afterwards = () => sleep(30)

const EACH = METHODS.flatMap((method) => CUT.map((cut) => [method, cut] as const))

test.each(EACH)('a %s that was read and then cut off (%s) is not sent again', async (method, cut) => {
  const { read, ask } = await server(() => cut)
  expect(await ask(FLUSH, method)).toBe('dropped, sent: true')
  await afterwards()
  expect(read).toEqual([FLUSH])
})

test.each(EACH)('nor is a %s on a connection that was used before (%s)', async (method, cut) => {
  const { read, ask, connections } = await server((nth) => (nth === 1 ? 'answer' : cut))
  expect(await ask('/?Action=First')).toBe('answered')
  // A connection is given back a turn of the event loop after its answer.
  await afterwards()
  expect(await ask(FLUSH, method)).toBe('dropped, sent: true')
  await afterwards()
  expect([connections(), read]).toEqual([1, ['/?Action=First', FLUSH]])
})

test('among many, on connections that end in every way, also when nobody waits for them any more', async () => {
  const fates = Object.keys(FATES) as Fate[] // the keys of this very object
  const { read, ask } = await server((nth) => (nth % 3 === 0 ? (fates[nth % fates.length] ?? 'answer') : 'answer'))
  const told = new Map<string, string>()
  await Promise.all(
    Array.from({ length: 20 }, async (_, lane) => {
      for (let turn = 0; turn < 50; turn++) {
        const path = `/?Action=FlushInstance&n=${lane}-${turn}`
        const leaving = new AbortController()
        if (turn % 5 === 0) setTimeout(() => leaving.abort(), turn % 4)
        told.set(path, await ask(path, METHODS[turn % METHODS.length], leaving.signal))
      }
    }),
  )
  await afterwards()
  expect(told.size).toBe(1_000)
  expect(read.filter((path, at) => read.indexOf(path) !== at)).toEqual([])
  // And what is said not to have been sent was not.
  const unsent = [...told].filter(([, what]) => what.endsWith('false')).map(([path]) => path)
  expect(unsent.filter((path) => read.includes(path))).toEqual([])
})
