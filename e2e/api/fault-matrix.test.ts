import { readFileSync } from 'node:fs'
import { desc, eq, like } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { REGION as JD_REGION, jdcloudCloud, onPath } from '@/e2e/contract/jdcloud-cloud'
import { REGION as KINGSOFT_REGION, kingsoftStage } from '@/e2e/contract/kingsoft-stage'
import { kvstoreCloud } from '@/e2e/contract/kvstore'
import type { FaultRequest } from '@/emulator/gateway/faults'
import type { Emulator } from '@/emulator/server'
import { projectPath } from '@/lib/cli/project'
import { db } from '@/lib/db/client'
import { audit, explorerCalls, quotas } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools, TIMEOUTS } from '@/lib/http/send'
import { Problem } from '@/lib/model/problem'
import { explorerCaller } from './explorer-caller'

/**
 * The second table of docs/faults.md, run: each fault of the emulator x a read, a write, and a write with a token,
 * through the explorer's API and the door. What the API answers, the history, the audit log and the cloud's own
 * journal must agree.
 */
type Outcome = 'succeeded' | 'failed' | 'unknown'
type Sort = 'read' | 'write' | 'tokened'

interface Expected {
  outcome: Outcome
  sent: number
}
/** `2 succeeded`: sent twice, and then it worked. */
const expectedIn = (cell: string): Expected => {
  const [, sent, outcome] = /^(\d) (succeeded|failed|unknown)/.exec(cell) ?? []
  return { sent: Number(sent), outcome: outcome as Outcome } // one of the three, or the test says that it is not
}
const ROWS = readFileSync(projectPath('docs/faults.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, kind, read, write, tokened] = line.split('|').map((cell) => cell.trim())
    const name = /^`([a-z-]+)`/.exec(kind ?? '')?.[1]
    if (!name || !read || !write || !tokened) return []
    return [{ kind: name, read: expectedIn(read), write: expectedIn(write), tokened: expectedIn(tokened) }]
  })

/** What the fault is told beside its kind. */
const MORE: Record<string, Partial<FaultRequest>> = {
  latency: { ms: 50, count: 1 },
  'clock-skew': { minutes: 30 },
  'expired-key': {},
}
/** Whether the work was done although no good answer came: where it is not certain, the outcome says so. */
const DONE = ['drop-after', 'truncated', 'html', 'empty', 'wrong-json', 'wrong-status']

interface Subject {
  emulator: Emulator
  caller: Awaited<ReturnType<typeof explorerCaller>>
  call: Partial<Record<Sort, () => Promise<{ name: string; input: object }>>>
}

let database: Awaited<ReturnType<typeof testDatabase>>
const subjects: Record<string, Subject> = {}
const normal = { ...TIMEOUTS }
let tokens = 0
beforeAll(async () => {
  database = await testDatabase()
  const kvstore = await kvstoreCloud()
  const buy = { RegionId: 'cn-hangzhou', ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
  subjects.alibaba = {
    emulator: kvstore.emulator,
    caller: await explorerCaller('alibaba-kvstore', 'cn-hangzhou'),
    call: {
      read: async () => ({ name: 'DescribeAccounts', input: { InstanceId: (await kvstore.make()).id } }),
      write: async () => ({ name: 'CreateInstance', input: buy }),
      tokened: async () => ({ name: 'CreateInstance', input: { ...buy, Token: `token-${++tokens}` } }),
    },
  }
  const jdcloud = await jdcloudCloud()
  const onJd = async (name: string, input: Record<string, unknown>) => ({
    name,
    input: onPath(await jdcloud.make(), name, input),
  })
  subjects.jdcloud = {
    emulator: jdcloud.emulator,
    caller: await explorerCaller('jdcloud-redis', JD_REGION),
    call: {
      read: () => onJd('describeCacheInstance', {}),
      write: () => onJd('modifyCacheInstanceClass', { cacheInstanceClass: 'redis.m.large.basic' }),
    },
  }
  const kingsoft = await kingsoftStage()
  const VPC = { VpcId: '0bdaf89b', VnetId: 'e702e2cd' }
  subjects.kingsoft = {
    emulator: kingsoft.emulator,
    caller: await explorerCaller('kingsoft-redis', KINGSOFT_REGION),
    call: {
      read: async () => ({ name: 'DescribeCacheCluster', input: { CacheId: (await kingsoft.make()).id } }),
      write: async () => ({
        name: 'CreateCacheCluster',
        input: { ...VPC, Name: 'new-cache', Capacity: 2, BillType: 87, PassWord: 'Trial2026' },
      }),
    },
  }
})
afterAll(async () => {
  await closePools()
  for (const { emulator } of Object.values(subjects)) await emulator.stop()
  await database.drop()
})
beforeEach(() => db().delete(quotas))

const CELLS = [
  ['alibaba', 'read'],
  ['alibaba', 'write'],
  ['alibaba', 'tokened'],
  ['jdcloud', 'read'],
  ['jdcloud', 'write'],
  ['kingsoft', 'read'],
  ['kingsoft', 'write'],
] as const

test('every fault of the emulator has a row in docs/faults.md', async () => {
  const { FAULT_KINDS } = await import('@/emulator/gateway/faults')
  expect(ROWS.map(({ kind }) => kind).sort()).toEqual([...FAULT_KINDS].sort())
})

describe.each(ROWS)('$kind', ({ kind, ...expected }) => {
  let fault: { id: string } | undefined
  let subject: Subject | undefined
  beforeEach(() => {
    if (kind === 'hang') Object.assign(TIMEOUTS, { headersMs: 600, bodyMs: 600, totalMs: 1_000 })
  })
  afterEach(async () => {
    Object.assign(TIMEOUTS, normal)
    if (!fault || !subject) return
    subject.emulator.gateway.faults.clear()
    // The console has learnt the cloud's clock, and has to learn that it is right again.
    if (kind === 'clock-skew') {
      const { name, input } = (await subject.call.read?.()) ?? { name: '', input: {} }
      expect((await subject.caller.call(name, input)).status).toBe(200)
    }
  })

  test.each(CELLS)('%s, %s', async (cloud, sort) => {
    const { emulator, caller, call } = subjects[cloud] as Subject // made above
    subject = subjects[cloud]
    setEnv({ ...env(), providerGateway: emulator.url })
    const { outcome, sent } = expected[sort]
    const prepared = await call[sort]?.()
    if (!prepared) throw new Error('there is no such call')
    const { name, input } = prepared
    const { faults, journal } = emulator.gateway
    const request = { kind, count: 1, ...MORE[kind] } as FaultRequest // a kind of its own list, tested above
    fault = faults.add({ ...request, ...(kind in MORE && kind !== 'latency' ? { count: undefined } : {}) })
    journal.clear()
    const fleet = emulator.world.all().length

    const response = await caller.call(name, input)

    const body = await response.json()
    if (outcome === 'succeeded') expect(response.status, JSON.stringify(body)).toBe(200)
    else expect(Problem.parse(body.error).provider).toMatchObject({ kind: expect.not.stringMatching(/^unknown$/) })

    // The cloud's own journal: how often it was sent, and under one token.
    const received = journal.entries()
    expect(received.map(({ operation }) => operation ?? name)).toEqual(Array.from({ length: sent }, () => name))
    if (sort === 'tokened') expect(new Set(received.map(({ params }) => params.Token)).size).toBe(1)
    if (sort === 'write') expect(sent === 1 || kind === 'clock-skew').toBe(true)

    // What was made: never two, and one that may be there is called unknown or done.
    const made = emulator.world.all().length - fleet
    const makes = name.startsWith('Create')
    if (makes && outcome !== 'failed' && (outcome === 'succeeded' || DONE.includes(kind))) expect(made).toBe(1)
    else expect(made).toBe(0)

    const [kept] = await db()
      .select()
      .from(explorerCalls)
      .where(eq(explorerCalls.userId, caller.userId))
      .orderBy(desc(explorerCalls.at))
      .limit(1)
    expect(kept).toMatchObject({ operation: name, outcome })
    if (sort === 'read') return
    // Beside them the change that it is has entries of its own.
    const ofCall = like(audit.action, 'operation:%')
    const entries = await db().select().from(audit).where(ofCall).orderBy(desc(audit.seq)).limit(2)
    expect(entries.map((entry) => [entry.action, entry.outcome])).toEqual([
      [`operation:${caller.account.services[0]}/${name}`, outcome],
      [`operation:${caller.account.services[0]}/${name}`, 'started'],
    ])
  })
})
