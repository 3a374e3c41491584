import { createRequire } from 'node:module'
import { PLACES } from '@/emulator/world/places'
import { LARGE_ACCOUNTS, type Stage, startStage, untilRead } from './console'
import { interleave, median, sleep } from './measure'
import type { Line } from './report'

const AT_A_TIME = 5
const MEAN_LATENCY_MS = 90
const SLOW = { service: 'alibaba-kvstore', region: 'cn-shenzhen', factor: 20 }

interface Truth {
  service: string
  region: string
  zone: string
}
interface ShardState {
  accountId: string
  service: string
  region: string
  state: string
  okAt: string | null
}
interface Counter {
  service: string
  calls: number
  throttled: number
}

const emulator = async <T>(stage: Stage, method: string, path: string, body?: object): Promise<T> =>
  (
    await fetch(`${stage.emulator}/_emulator/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  ).json() as Promise<T> // the emulator's README says what each answers

/** The fewest calls that can list everything: pages of 50 or 100, per zone and mode where the cloud hides zones. */
async function fewestCalls(stage: Stage): Promise<Record<string, number>> {
  const { items } = await emulator<{ items: Truth[] }>(stage, 'GET', 'instances')
  const pages = (service: string, region: string, size: number, zone?: string) => {
    const count = items.filter((i) => i.service === service && i.region === region && (!zone || i.zone === zone)).length
    return Math.max(1, Math.ceil(count / size))
  }
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
  const six = <T extends { id: string }>(places: readonly T[]) => places.slice(0, 6)
  return {
    alibaba: sum(six(PLACES['alibaba-kvstore']).map(({ id }) => pages('alibaba-kvstore', id, 50))),
    jdcloud: sum(six(PLACES['jdcloud-redis']).map(({ id }) => pages('jdcloud-redis', id, 100))),
    kingsoft:
      sum(
        six(PLACES['kingsoft-redis']).map(
          ({ id, zones }) => 2 + sum(zones.map((zone) => pages('kingsoft-redis', id, 100, zone))),
        ),
      ) + sum(PLACES['kingsoft-memcached'].map(({ id }) => pages('kingsoft-memcached', id, 100))),
  }
}

/** One full refresh: milliseconds from asking until each shard was stored. */
async function refresh(stage: Stage): Promise<{ shards: (ShardState & { ms: number })[]; wallMs: number }> {
  const asked = Date.now()
  await stage.send('POST', '/api/instances/refresh', {})
  for (;;) {
    const { shards } = await stage.get<{ shards: ShardState[] }>('/api/clouds')
    const stored = shards.map((shard) => ({ ...shard, ms: Date.parse(shard.okAt ?? '') - asked }))
    if (stored.every(({ ms, state }) => state === 'ok' && ms > 0))
      return { shards: stored, wallMs: Math.max(...stored.map(({ ms }) => ms)) }
    if (Date.now() - asked > 60_000) throw new Error('a refresh did not end in a minute')
    await sleep(100)
  }
}

/** The same Alibaba pages one after the other with the vendor's client. */
async function vendorInARow(stage: Stage): Promise<number> {
  const require = createRequire(import.meta.url)
  const { default: Client, DescribeInstancesRequest } = require('@alicloud/r-kvstore20150101')
  const { $OpenApiUtil } = require('@alicloud/openapi-core')
  const client = new Client(
    new $OpenApiUtil.Config({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      endpoint: new URL(stage.emulator).host,
      protocol: 'HTTP',
    }),
  )
  const started = performance.now()
  // Page by page over the regions: one region in a row would meet its quota of ten calls a second.
  let regions = LARGE_ACCOUNTS[0]?.regions ?? []
  for (let page = 1; regions.length > 0; page++) {
    const more: string[] = []
    for (const regionId of regions) {
      const { body } = await client.describeInstances(
        new DescribeInstancesRequest({ regionId, pageSize: 50, pageNumber: page }),
      )
      if (body.totalCount > page * 50) more.push(regionId)
    }
    regions = more
  }
  return performance.now() - started
}

/** Adds an account and waits, as an open page does, for a live event after which the list has rows. */
async function firstRows(stage: Stage): Promise<number> {
  const account = { ...LARGE_ACCOUNTS[1], name: `first-${Date.now()}`, regions: ['cn-north-1'] }
  const abort = new AbortController()
  const events = await fetch(`${stage.url}/api/events`, { headers: { cookie: stage.cookie }, signal: abort.signal })
  const reader = events.body?.getReader()
  if (!reader) throw new Error('no event stream')
  await reader.read()
  const { id } = await stage.send<{ id: string }>('POST', '/api/accounts', account)
  const asked = performance.now()
  let ms = 0
  const text = new TextDecoder()
  while (ms === 0) {
    const { value, done } = await reader.read()
    if (done) throw new Error('the event stream ended')
    if (!text.decode(value).includes(id)) continue
    const seen = await stage.get<{ matched: number }>(`/api/instances?q=account:${account.name}&limit=50`)
    if (seen.matched > 0) ms = performance.now() - asked
  }
  abort.abort()
  await untilRead(stage, [id])
  await stage.send('DELETE', `/api/accounts/${id}`)
  return ms
}

/** Workload a: the whole fleet of 10,000 read anew. */
export async function benchRefresh(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'large'])
  try {
    const first: number[] = []
    for (let i = 0; i < rounds; i++) first.push(await firstRows(stage))
    const ids: string[] = []
    for (const account of LARGE_ACCOUNTS)
      ids.push((await stage.send<{ id: string }>('POST', '/api/accounts', account)).id)
    await untilRead(stage, ids)
    await untilQuiet(stage)

    const fewest = await fewestCalls(stage)
    const expected = Object.values(fewest).reduce((a, b) => a + b, 0)
    const boundMs = Math.max(...Object.values(fewest).map((calls) => Math.ceil(calls / AT_A_TIME) * MEAN_LATENCY_MS))
    const calls: number[] = []
    let throttled = 0
    const others: { healthy: number[]; slow: number[] } = { healthy: [], slow: [] }
    const slowest = (shards: { service: string; region: string; ms: number }[]) =>
      Math.max(...shards.filter((s) => s.service !== SLOW.service || s.region !== SLOW.region).map(({ ms }) => ms))
    const counted = async () => {
      await emulator(stage, 'DELETE', 'requests')
      const { shards, wallMs } = await refresh(stage)
      const { items } = await emulator<{ items: Counter[] }>(stage, 'GET', 'counters')
      calls.push(items.reduce((sum, { calls: n }) => sum + n, 0))
      throttled += items.reduce((sum, { throttled: n }) => sum + n, 0)
      others.healthy.push(slowest(shards))
      await sleep(1100)
      return wallMs
    }
    const times = await interleave(rounds, {
      ours: counted,
      slow: async () => {
        await emulator(stage, 'POST', 'slow', SLOW)
        const { shards, wallMs } = await refresh(stage)
        await emulator(stage, 'DELETE', 'slow')
        others.slow.push(slowest(shards))
        await sleep(1100)
        return wallMs
      },
      vendor: async () => {
        const ms = await vendorInARow(stage)
        await sleep(1100)
        return ms
      },
    })
    const wall = median(times.ours)
    return [
      {
        workload: 'refresh',
        what: 'provider calls of one refresh, 10,000 instances',
        value: median(calls),
        unit: 'calls',
        goal: expected,
        exact: true,
      },
      { workload: 'refresh', what: 'throttled answers', value: throttled, unit: '', goal: 0, exact: true },
      { workload: 'refresh', what: 'asked until all stored', value: wall, unit: 'ms' },
      { workload: 'refresh', what: 'bound: calls / 5 x mean latency', value: boundMs, unit: 'ms' },
      { workload: 'refresh', what: 'refresh / bound', value: wall / boundMs, unit: 'x', goal: 1.1 },
      {
        workload: 'refresh',
        what: "vendor's client, Alibaba's pages in a row",
        value: median(times.vendor),
        unit: 'ms',
      },
      { workload: 'refresh', what: 'refresh / vendor in a row', value: wall / median(times.vendor), unit: 'x' },
      {
        workload: 'refresh',
        what: 'other regions beside one 20 times slower / healthy',
        value: median(others.slow) / median(others.healthy),
        unit: 'x',
        goal: 1.05,
      },
      {
        workload: 'refresh',
        what: 'first rows in an open page after one call of 60 to 120 ms',
        value: median(first),
        unit: 'ms',
        goal: MEAN_LATENCY_MS + 200,
      },
    ]
  } finally {
    await stage.stop()
  }
}

/** Waits until the permission probes are done too: the counters are to hold a refresh and nothing else. */
async function untilQuiet(stage: Stage): Promise<void> {
  for (;;) {
    const { items } = await stage.get<{ items: { probe: { state: string } }[] }>('/api/accounts')
    if (items.every(({ probe }) => probe.state === 'done')) return
    await sleep(200)
  }
}
