import { createHmac, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { Pool } from 'undici'
import { callProvider } from '@/lib/http/call'
import type { Limiter } from '@/lib/http/quota'
import { instanceOperations } from '@/lib/providers/alibaba/kvstore/operations/instance'
import { signRpc } from '@/lib/providers/alibaba/sign-rpc'
import { providers } from '@/lib/providers/registry'
import { interleave, median, ownCpu } from './measure'
import type { Line } from './report'
import { startUntil, stopChild } from './stage'

const CALLS = 1_000
/** Calls of each contender before anything is measured: a server that runs for days has compiled its code. */
const WARM_UP = 3_000
const AT_A_TIME = 5
const KEYS = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }
const PAIRS: [string, string][] = [
  ['Action', 'DescribeInstances'],
  ['Format', 'JSON'],
  ['PageNumber', '1'],
  ['PageSize', '50'],
  ['RegionId', 'cn-hangzhou'],
  ['Version', '2015-01-01'],
]
/** Quotas are the refresh workload's subject; here nobody waits. */
const OPEN: Limiter = { acquire: async () => {}, throttled: async () => {} }

/** Runs `call` many times, a few at once, as a sync does. */
async function many(call: () => Promise<unknown>, calls = CALLS): Promise<void> {
  let left = calls
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      while (left-- > 0) await call()
    }),
  )
}

function vendorClient(port: number): () => Promise<unknown> {
  const require = createRequire(import.meta.url)
  const { default: Client, DescribeInstancesRequest } = require('@alicloud/r-kvstore20150101')
  const { $OpenApiUtil } = require('@alicloud/openapi-core')
  const client = new Client(
    new $OpenApiUtil.Config({ ...KEYS, endpoint: `127.0.0.1:${port}`, protocol: 'HTTP', signatureAlgorithm: 'v2' }),
  )
  return () =>
    client.describeInstances(new DescribeInstancesRequest({ regionId: 'cn-hangzhou', pageSize: 50, pageNumber: 1 }))
}

/** Workload b: CPU of one provider call, ours against a bare signer with undici and against the vendor's client. */
export async function benchCall(rounds: number): Promise<Line[]> {
  const lines: Line[] = []
  for (const rows of [1, 50]) {
    const { child, match } = await startUntil(
      'node_modules/.bin/tsx',
      ['e2e/bench/fixed-server.ts', String(rows)],
      /ready (\d+)/,
    )
    const port = Number(match[1])
    const gateway = `http://127.0.0.1:${port}`
    const pool = new Pool(gateway, { connections: AT_A_TIME })
    const bare = async () => {
      const { signed } = signRpc('GET', PAIRS, KEYS, { now: new Date(), nonce: randomUUID() })
      const { body } = await pool.request({
        method: 'GET',
        path: `/?${signed}`,
        headers: { host: 'r-kvstore.aliyuncs.com' },
      })
      return JSON.parse(await body.text())
    }
    const ours = () =>
      callProvider(
        providers.alibaba,
        instanceOperations.DescribeInstances,
        { RegionId: 'cn-hangzhou', PageNumber: 1, PageSize: 50 },
        {
          accountId: 'bench',
          credentialId: 'bench',
          credentials: KEYS,
          scheme: 'alibaba-rpc',
          region: 'cn-hangzhou',
          lane: 'background',
          owner: 'bench',
          concurrency: AT_A_TIME,
          limiter: OPEN,
          gateway,
        },
      )
    const vendor = vendorClient(port)
    for (const call of [bare, ours, vendor]) await many(call, WARM_UP)
    const cpu = await interleave(rounds, {
      bare: () => ownCpu(() => many(bare)),
      ours: () => ownCpu(() => many(ours)),
      vendor: () => ownCpu(() => many(vendor)),
    })
    await pool.close()
    await stopChild(child)
    const per = { bare: median(cpu.bare) / CALLS, ours: median(cpu.ours) / CALLS, vendor: median(cpu.vendor) / CALLS }
    const what = rows === 1 ? 'answer of 1 instance' : `answer of ${rows} instances`
    lines.push(
      { workload: 'call', what: `bare signer and undici, ${what}`, value: per.bare, unit: 'us CPU' },
      { workload: 'call', what: `ours, ${what}`, value: per.ours, unit: 'us CPU' },
      { workload: 'call', what: `@alicloud/r-kvstore20150101, ${what}`, value: per.vendor, unit: 'us CPU' },
      { workload: 'call', what: `ours / bare, ${what}`, value: per.ours / per.bare, unit: 'x', goal: 1.3 },
      { workload: 'call', what: `ours / vendor client, ${what}`, value: per.ours / per.vendor, unit: 'x', goal: 0.45 },
    )
  }
  return [...lines, ...(await benchSigning(rounds))]
}

/** Signing alone against the one HMAC that it must make. */
async function benchSigning(rounds: number): Promise<Line[]> {
  const signs = 20_000
  const stamp = { now: new Date(), nonce: randomUUID() }
  const { stringToSign } = signRpc('GET', PAIRS, KEYS, stamp)
  const loop = (act: () => unknown) => async () => {
    const started = process.hrtime.bigint()
    for (let i = 0; i < signs; i++) act()
    return Number(process.hrtime.bigint() - started) / 1000 / signs
  }
  const times = await interleave(rounds, {
    hmac: loop(() => createHmac('sha1', `${KEYS.accessKeySecret}&`).update(stringToSign).digest('base64')),
    sign: loop(() => signRpc('GET', PAIRS, KEYS, stamp)),
  })
  return [
    { workload: 'call', what: 'bare HMAC-SHA1 of the string to sign', value: median(times.hmac), unit: 'us' },
    { workload: 'call', what: 'signing (RPC 1.0)', value: median(times.sign), unit: 'us' },
    { workload: 'call', what: 'signing / bare HMAC', value: median(times.sign) / median(times.hmac), unit: 'x' },
  ]
}
