import { keyOf } from '@/lib/model/instance'
import { LARGE_ACCOUNTS, type Stage, startStage, untilRead } from './console'
import { median, sleep } from './measure'
import type { Line } from './report'

const ROWS = 200
const AT_A_TIME = 5
const LATENCY_MS = 90
/** Where a cloud publishes no quota, ten calls a second are assumed; of this write it publishes none. */
const WRITES_PER_SECOND = 10
const REGION = 'cn-hangzhou'
const SERVICE = 'alibaba-kvstore'

interface Counter {
  operation: string
  calls: number
  throttled: number
}
interface Request {
  operation: string
  tookMs: number | null
}
interface Progress {
  id: string
  state: string
  counts: Record<string, number>
}

const cloud = async <T>(stage: Stage, method: string, path: string): Promise<T> =>
  (await fetch(`${stage.emulator}/_emulator/${path}`, { method })).json() as Promise<T> // the emulator's README says what each answers

/** A console that knows one region of Alibaba's large fleet, each call to which takes the same time. */
async function stageOfOneRegion(concurrency = AT_A_TIME): Promise<{ stage: Stage; refs: string[] }> {
  const stage = await startStage(['--profile', 'large', '--latency', String(LATENCY_MS), '--pace', 'instant'])
  const account = { ...LARGE_ACCOUNTS[0], regions: [REGION], concurrency }
  const { id } = await stage.send<{ id: string }>('POST', '/api/accounts', account)
  await untilRead(stage, [id])
  const { items } = await stage.get<{ items: { ref: string }[] }>(`/api/instances?q=status:running&limit=${ROWS}`)
  // The probe of the key's permissions is to be over: the counters are to hold the batch and nothing else.
  for (let i = 0; i < 300; i++) {
    const { items: accounts } = await stage.get<{ items: { probe: { state: string } }[] }>('/api/accounts')
    if (accounts.every(({ probe }) => probe.state === 'done')) break
    await sleep(200)
  }
  return { stage, refs: items.map(({ ref }) => ref) }
}

/** Asks often enough until the batch is in this state; milliseconds from the start. */
async function until(stage: Stage, id: string, state: string, began: number): Promise<number> {
  for (;;) {
    const batch = await stage.get<Progress>(`/api/batches/${id}?limit=1`)
    if (batch.state === state) return performance.now() - began
    if (performance.now() - began > 180_000)
      throw new Error(`the batch is ${batch.state}: ${JSON.stringify(batch.counts)}`)
    await sleep(100)
  }
}

/** A batch of 200 in one account and region: how near it comes to what quota and places allow. */
export async function benchBatch(): Promise<Line[]> {
  const { stage, refs } = await stageOfOneRegion()
  try {
    await cloud(stage, 'DELETE', 'requests')
    const planBegan = performance.now()
    const draft = {
      action: 'maintenance',
      params: { startUtc: '03:30', endUtc: '04:30' },
      refs,
      width: 10,
      onFailure: 'go-on',
    }
    const { id } = await stage.send<Progress>('POST', '/api/batches', draft)
    const planMs = await until(stage, id, 'planned', planBegan)
    const planCalls = sumOf(await countersOf(stage))
    const { counts } = await stage.get<Progress>(`/api/batches/${id}?limit=1`)
    await cloud(stage, 'DELETE', 'requests')
    const runBegan = performance.now()
    await stage.send('POST', `/api/batches/${id}/confirm`, { rows: counts.planned })
    const runMs = await until(stage, id, 'ended', runBegan)
    const counters = await countersOf(stage)
    const end = await stage.get<Progress>(`/api/batches/${id}?limit=1`)
    const writes = counters.find(({ operation }) => operation === 'ModifyInstanceMaintainTime')?.calls ?? 0
    const runCalls = sumOf(counters)
    const placesMs = (calls: number) => (calls / AT_A_TIME) * LATENCY_MS
    const boundMs = Math.max((writes / WRITES_PER_SECOND) * 1_000, placesMs(runCalls))
    const line = (what: string, value: number, unit: string, more: Partial<Line> = {}): Line => ({
      workload: 'batch',
      what,
      value,
      unit,
      ...more,
    })
    return [
      line('rows done', end.counts.done ?? 0, 'rows', { goal: counts.planned, exact: true }),
      line('writes received', writes, 'calls', { goal: counts.planned, exact: true }),
      line(
        'throttled answers',
        counters.reduce((sum, { throttled }) => sum + throttled, 0),
        '',
        { goal: 0, exact: true },
      ),
      line('planning all rows', planMs, 'ms', { note: `${planCalls} calls` }),
      line('planning / bound', planMs / placesMs(planCalls), 'x', {
        note: `bound: calls / ${AT_A_TIME} x ${LATENCY_MS} ms`,
      }),
      line('confirmed until ended', runMs, 'ms', { note: `${runCalls} calls` }),
      line('run / bound', runMs / boundMs, 'x', {
        note: `bound: writes / ${WRITES_PER_SECOND} a second, or calls / ${AT_A_TIME} x ${LATENCY_MS} ms, whichever is longer`,
      }),
    ]
  } finally {
    await stage.stop()
  }
}

const countersOf = async (stage: Stage) => (await cloud<{ items: Counter[] }>(stage, 'GET', 'counters')).items
const sumOf = (counters: Counter[]) => counters.reduce((sum, { calls }) => sum + calls, 0)

/** The same read that a plan begins with, as the explorer asks it. */
async function readOne(stage: Stage, ref: string): Promise<void> {
  const key = keyOf(ref)
  const input = { InstanceId: key?.id, RegionId: REGION }
  const body = { accountId: key?.accountId, region: REGION, input }
  await stage.send('POST', `/api/operations/${SERVICE}/DescribeInstanceAttribute`, body)
}

const PLANS = [
  { action: 'maintenance', params: { startUtc: '03:30', endUtc: '04:30' } },
  { action: 'spec', params: { class: 'redis.master.4xlarge.default' } },
]

/** The plan of a subscription's new size asks six questions; with five places one of them would wait for another. */
const PLACES = 8

/**
 * A plan of one instance against the slowest call that it makes. The goal is held against what the cloud itself took for
 * that call, from its last byte in to its first byte out: nothing of ours is in it, neither the way there nor the door. What
 * a plan adds to one call is told by the second figure: against that very read asked for through the explorer, with the
 * same browser's request, session and door.
 */
export async function benchPlan(rounds: number): Promise<Line[]> {
  const { stage, refs } = await stageOfOneRegion(PLACES)
  try {
    const lines: Line[] = []
    for (const { action, params } of PLANS) {
      const ratios: number[] = []
      const took: number[] = []
      const calls: number[] = []
      const overOne: number[] = []
      for (const [at, ref] of refs.slice(0, rounds * 4 + 2).entries()) {
        await cloud(stage, 'DELETE', 'requests')
        const began = performance.now()
        await stage.send('POST', '/api/changes', { ref, action, params })
        const ms = performance.now() - began
        const { items } = await cloud<{ items: Request[] }>(stage, 'GET', 'requests')
        const slowest = Math.max(...items.map(({ tookMs }) => tookMs ?? 0))
        // The first ones find nothing compiled and nothing open.
        if (at < 2) continue
        took.push(ms)
        calls.push(items.length)
        ratios.push(ms / slowest)
        // Prices have no published quota: ten a second are assumed, and none of these plans is to wait for the one before.
        await sleep(400)
        const alone = performance.now()
        await readOne(stage, ref)
        overOne.push(ms / (performance.now() - alone))
      }
      lines.push(
        {
          workload: 'plan',
          what: `${action}: asked until planned`,
          value: median(took),
          unit: 'ms',
          note: `${median(calls)} calls of ${SERVICE}`,
        },
        { workload: 'plan', what: `${action}: plan / slowest call`, value: median(ratios), unit: 'x', goal: 1.1 },
        { workload: 'plan', what: `${action}: plan / one read through the door`, value: median(overOne), unit: 'x' },
      )
    }
    return lines
  } finally {
    await stage.stop()
  }
}
