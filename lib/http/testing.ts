import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from './clock'

/** A real server on a free port of 127.0.0.1; `calls` are the requests it got. */
export async function testServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const calls: { method: string; url: string; host: string | undefined }[] = []
  const server = createServer((request, response) => {
    calls.push({ method: request.method ?? '', url: request.url ?? '', host: request.headers.host })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has one
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A clock that only `advance` moves. Sleepers wake in the order of their times. */
export function testClock(start = Date.parse('2026-01-02T03:04:05Z')): Clock & {
  advance(ms: number): Promise<void>
  slept: number[]
} {
  let now = start
  let count = 0
  let timers: { at: number; work: () => void }[] = []
  const slept: number[] = []
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  return {
    slept,
    now: () => now,
    random: () => 0.5,
    nonce: () => `nonce-${++count}`,
    /** Sleepers of calls are not what such a test is about: they wake at once, and it is noted how long they wanted. */
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      slept.push(ms)
    },
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        now = Math.max(now, next.at)
        timers = timers.filter((timer) => timer !== next)
        next.work()
        await settle()
      }
      now = end
      await settle()
    },
  }
}
