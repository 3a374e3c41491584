import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import type { Line } from './report'
import { startBareNext } from './stage'

async function requestsPerSecond(origin: string, path: string, clients: number, total: number): Promise<number> {
  const pool = new Pool(origin, { connections: clients })
  let left = total
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) await (await pool.request({ method: 'GET', path })).body.dump()
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await pool.close()
  return total / seconds
}

/** What this machine does with nothing of ours in the way: to compare runs on different machines. */
export async function calibrate(_rounds: number): Promise<Line[]> {
  const server = createServer((_request, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listens on TCP, so it is not a pipe's name
  const bareHttp = await requestsPerSecond(`http://127.0.0.1:${port}`, '/', 10, 10_000)
  server.close()

  const hashes = 200_000
  const started = performance.now()
  for (let i = 0; i < hashes; i++) createHmac('sha256', 'key').update(`GET\n/${i}`).digest()
  const hmac = hashes / ((performance.now() - started) / 1000)

  const next = await startBareNext()
  await requestsPerSecond(next.url, '/', 10, 200)
  const barePage = await requestsPerSecond(next.url, '/', 10, 1_000)
  await next.stop()
  return [
    { workload: 'calibration', what: 'bare node:http, 10 clients', value: bareHttp, unit: 'req/s' },
    { workload: 'calibration', what: 'bare Next page, 10 clients', value: barePage, unit: 'req/s' },
    { workload: 'calibration', what: 'HMAC-SHA256 of a short string', value: hmac, unit: '/s' },
  ]
}
