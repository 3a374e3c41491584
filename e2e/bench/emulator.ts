import { randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import { signRpc } from '@/lib/providers/alibaba/sign-rpc'
import { interleave, median } from './measure'
import type { Line } from './report'
import { startUntil, stopChild } from './stage'

const CLIENTS = 10
const CALLS = 1_500
const WARM_UP = 1_500
const KEYS = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }
/** The same page for both: 50 instances. */
const PAIRS: [string, string][] = [
  ['Action', 'DescribeInstances'],
  ['Format', 'JSON'],
  ['PageNumber', '1'],
  ['PageSize', '50'],
  ['RegionId', 'cn-hangzhou'],
  ['Version', '2015-01-01'],
]

/** Calls per second of signed reads; the signing of the client is part of both sides. */
async function callsPerSecond(pool: Pool, calls: number): Promise<number> {
  let left = calls
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (left-- > 0) {
        const { signed } = signRpc('GET', PAIRS, KEYS, { now: new Date(), nonce: randomUUID() })
        const { statusCode, body } = await pool.request({
          method: 'GET',
          path: `/?${signed}`,
          headers: { host: 'r-kvstore.aliyuncs.com' },
        })
        const text = await body.text()
        if (statusCode !== 200 || !text.includes('KVStoreInstance'))
          throw new Error(`${statusCode} ${text.slice(0, 200)}`)
      }
    }),
  )
  return calls / ((performance.now() - started) / 1000)
}

/** Workload: signed reads of the emulator's fleet of 10,000, against a bare node:http server with a page of its own. */
export async function benchEmulator(rounds: number): Promise<Line[]> {
  const cloud = await startUntil(
    'node_modules/.bin/tsx',
    ['emulator/main.ts', '--port', '0', '--profile', 'large', '--latency', '0', '--quotas', 'off'],
    /"url":"([^"]+)"/,
  )
  const fixed = await startUntil('node_modules/.bin/tsx', ['e2e/bench/fixed-server.ts', '50'], /ready (\d+)/)
  const pools = {
    emulator: new Pool(cloud.match[1] ?? '', { connections: CLIENTS }),
    bare: new Pool(`http://127.0.0.1:${fixed.match[1]}`, { connections: CLIENTS }),
  }
  try {
    for (const pool of Object.values(pools)) await callsPerSecond(pool, WARM_UP)
    const rates = await interleave(rounds, {
      emulator: () => callsPerSecond(pools.emulator, CALLS),
      bare: () => callsPerSecond(pools.bare, CALLS),
    })
    const rest = { workload: 'emulator', note: `${CLIENTS} clients, 50 instances a page` }
    return [
      { ...rest, what: 'emulator, signed DescribeInstances of 10,000', value: median(rates.emulator), unit: 'calls/s' },
      { ...rest, what: 'bare node:http, the same calls', value: median(rates.bare), unit: 'calls/s' },
      { ...rest, what: 'bare / emulator', value: median(rates.bare) / median(rates.emulator), unit: 'x' },
    ]
  } finally {
    await Promise.all(Object.values(pools).map((pool) => pool.close()))
    await stopChild(fixed.child)
    await stopChild(cloud.child)
  }
}
