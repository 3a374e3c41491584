import { and, desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { switchAudit } from '@/emulator/world/audit-log'
import { bigKeys } from '@/emulator/world/big-keys'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { noteServerLine } from '@/emulator/world/server-log'
import { moveUpkeep, plansOf } from '@/emulator/world/upkeep-plans'
import type { Actor } from '@/lib/bff/actor'
import { confirmChange } from '@/lib/changes/decide'
import { planChange } from '@/lib/changes/plan'
import { db } from '@/lib/db/client'
import { audit, inventory } from '@/lib/db/schema'
import { fleetMaintenance } from '@/lib/diagnostics/fleet-maintenance'
import { readKeys } from '@/lib/diagnostics/keys'
import { readLogs } from '@/lib/diagnostics/logs'
import { readTasks } from '@/lib/diagnostics/tasks'
import { readTopology } from '@/lib/diagnostics/topology'
import { keyOf } from '@/lib/model/instance'
import type { AuditFilter } from '@/lib/model/logs'
import type { Span } from '@/lib/model/time-range'
import { findingsOf, shardsOf } from '@/lib/model/topology'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let viewer: Actor
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  viewer = await actorOf('viewer')
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const CLUSTER = 'redis.logic.sharding.8g.8db.0rodb.8proxy.default'
const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()
const minute = (ms: number) => Math.floor(ms / MINUTE) * MINUTE
const denied = (operation: string) => on.emulator.gateway.faults.add({ kind: 'denied', operation })
/** The newest entry about an instance. */
const lastOf = async ({ world }: Cache) =>
  (
    await db()
      .select()
      .from(audit)
      .where(and(eq(audit.target, world.id)))
      .orderBy(desc(audit.seq))
      .limit(1)
  )[0]

/** With the facts that a reading would have given the inventory. */
async function knownAs(cache: Cache, facts: object) {
  const [row] = await db().select().from(inventory).where(eq(inventory.ref, cache.ref))
  if (!row) expect.unreachable()
  await db()
    .update(inventory)
    .set({ facts: { ...row.facts, ...facts } })
    .where(eq(inventory.ref, cache.ref))
  return cache
}
const aCluster = async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { class: CLUSTER, createdAt: Date.now() - 40 * DAY })
  return knownAs(cache, { architecture: 'cluster', shards: cache.world.shards, version: cache.world.version })
}
const aStandard = async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { createdAt: Date.now() - 40 * DAY, version: '5.0' })
  return knownAs(cache, { architecture: 'standard', version: '5.0' })
}

describe('nodes', () => {
  test('of an Alibaba cluster: proxies, and each shard with its copies, their zones and sizes', async () => {
    const cache = await aCluster()
    cache.world.secondZone = 'cn-hangzhou-i'
    const { nodes, missing, operations } = await readTopology(viewer, keyFor(cache))
    expect(missing).toEqual([])
    expect(operations).toEqual(['DescribeLogicInstanceTopology', 'DescribeRoleZoneInfo'])
    const { shards, memoryMb, zone } = cache.world
    expect(nodes.filter(({ role }) => role === 'proxy')).toHaveLength(8)
    const groups = shardsOf(nodes)
    expect(groups.map(({ shard }) => shard)).toEqual(Array.from({ length: shards }, (_, shard) => shard))
    for (const { nodes: copies } of groups)
      expect(copies.map((copy) => [copy.role, copy.zone, copy.memoryMb])).toEqual([
        ['master', zone, Math.floor(memoryMb / shards)],
        ['replica', 'cn-hangzhou-i', Math.floor(memoryMb / shards)],
      ])
    // Its cloud tells no states of nodes, and none is made up.
    expect(new Set(nodes.map(({ state }) => state))).toEqual(new Set([null]))
    expect(findingsOf(nodes)).toMatchObject({ inOneZone: [], alone: [], mastersIn: [zone] })
  })

  test('change places when masters and replicas are switched', async () => {
    const cache = await aCluster()
    cache.world.secondZone = 'cn-hangzhou-i'
    const { id } = await ask(operator, {
      ref: cache.ref,
      action: 'switch-ha',
      params: { prefer: 'AvailablePriority' },
    })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    const { nodes } = await readTopology(viewer, keyFor(cache))
    const mastersIn = shardsOf(nodes).map(({ nodes: [master] }) => master?.zone)
    expect(new Set(mastersIn)).toEqual(new Set(['cn-hangzhou-i']))
  })

  test('that stand in one zone are found, and what one call refuses leaves the other', async () => {
    const cache = await aStandard()
    cache.world.secondZone = undefined
    const both = await readTopology(viewer, keyFor(cache))
    expect(both.nodes.map(({ role, shard }) => [role, shard])).toEqual([
      ['master', 0],
      ['replica', 0],
    ])
    expect(findingsOf(both.nodes).inOneZone).toEqual([0])
    denied('DescribeRoleZoneInfo')
    const part = await readTopology(viewer, keyFor(cache))
    expect(part.missing).toMatchObject([{ operation: 'DescribeRoleZoneInfo', kind: 'denied' }])
    expect(part.nodes).toMatchObject([{ role: 'master', zone: null, memoryMb: cache.world.memoryMb }])
  })

  test('of Kingsoft have addresses and states, a read-only node is in the making, a cluster pairs nothing by guess', async () => {
    const cache = await knownAs(await aCache(on.emulator, 'kingsoft-redis'), { architecture: 'standard' })
    const { id } = await ask(operator, { ref: cache.ref, action: 'add-node' })
    await workThrough(id)
    const { nodes } = await readTopology(viewer, keyFor(cache))
    expect(nodes.map(({ role, state }) => [role, state])).toEqual([
      ['master', 'running'],
      ['replica', 'running'],
      ['readonly', 'running'],
    ])
    expect(
      nodes.every(({ address, zone }) => /^10\.[\d.]+:\d+$/.test(address ?? '') && zone?.startsWith('可用区')),
    ).toBe(true)
    const cluster = await aCache(on.emulator, 'kingsoft-redis', { architecture: 'cluster', shards: 3 })
    await knownAs(cluster, { architecture: 'cluster' })
    const told = await readTopology(viewer, keyFor(cluster))
    expect(told.operations).toEqual(['DescribeCacheByRole'])
    expect(shardsOf(told.nodes)).toMatchObject([{ shard: null, nodes: { length: 6 } }])
  })

  test('of JD Cloud come shard by shard with what they hold; Kingsoft Memcached has none, and is not asked', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    const { nodes } = await readTopology(viewer, keyFor(cache))
    expect(nodes[0]).toMatchObject({ role: 'master', shard: 0, state: 'running', zone: cache.world.zone })
    expect(nodes[0]?.memoryMb).toBe(cache.world.memoryMb / cache.world.shards)
    expect(nodes[0]?.usedMemoryMb).toBeGreaterThan(0)
    const memcached = await aCache(on.emulator, 'kingsoft-memcached')
    on.emulator.gateway.journal.clear()
    expect(await readTopology(viewer, keyFor(memcached))).toMatchObject({ operations: [], nodes: [] })
    expect(on.emulator.gateway.journal.entries()).toEqual([])
  })
})

describe('big and hot keys', () => {
  test('of Alibaba: an analysis is a change, and its report has patterns unless an operator wants the keys', async () => {
    const cache = await aStandard()
    expect(await readKeys(viewer, keyFor(cache))).toMatchObject({ kinds: ['big'], runs: [], report: null })
    const { id, plan } = await ask(operator, { ref: cache.ref, action: 'analyze-keys' })
    expect(plan.consequences.map((one) => one.id)).toEqual(['analysis-superseded'])
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    const { runs, report } = await readKeys(viewer, keyFor(cache))
    expect(runs).toMatchObject([{ state: 'done', nodes: { all: 1, done: 1 } }])
    const truth = bigKeys(cache.world, cache.world.usedMemoryMb)
    expect(report).toMatchObject({ run: runs[0]?.id, hot: null, total: truth.length })
    expect(report?.big?.map(({ bytes }) => bytes)).toEqual(truth.map(({ bytes }) => bytes))
    expect(JSON.stringify(report?.big?.map(({ pattern, text }) => [pattern, text]))).not.toMatch(/\d/)
    expect(report?.big?.[0]?.pattern).toMatch(/^[a-z]+:\*$/)

    await expect(readKeys(viewer, keyFor(cache), { reveal: true })).rejects.toMatchObject({ code: 'forbidden-role' })
    expect(await lastOf(cache)).toMatchObject({ action: 'key-analysis.reveal', outcome: 'denied' })
    const shown = await readKeys(operator, keyFor(cache), { reveal: true })
    expect(shown.report?.big?.map(({ text }) => text)).toEqual(truth.map(({ key }) => key))
    expect(await lastOf(cache)).toMatchObject({ action: 'key-analysis.reveal', outcome: 'succeeded' })
  })

  test('of Kingsoft: the eviction policy is said first, and an analysis with the wrong one is refused', async () => {
    const cache = await knownAs(await aCache(on.emulator, 'kingsoft-redis', { version: '5.0' }), {
      architecture: 'standard',
      version: '5.0',
    })
    const before = await readKeys(viewer, keyFor(cache))
    expect(before).toMatchObject({
      kinds: ['hot'],
      daysBack: null,
      runs: [],
      condition: {
        parameter: 'maxmemory-policy',
        value: 'volatile-lru',
        holds: false,
        nearest: { value: 'volatile-lfu', drops: 'expiring' },
      },
    })
    const refused = await planChange(operator, { ref: cache.ref, action: 'analyze-keys', params: {} })
    expect(refused.plan.checks.flatMap(({ reason }) => reason?.code ?? [])).toEqual(['not-lfu'])

    const { id: first } = await ask(operator, {
      ref: cache.ref,
      action: 'parameters',
      params: { set: { 'maxmemory-policy': 'allkeys-lfu' } },
    })
    expect(await workThrough(first)).toMatchObject({ state: 'done' })
    const { id } = await ask(operator, { ref: cache.ref, action: 'analyze-keys' })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    const after = await readKeys(viewer, keyFor(cache))
    // Its own word for done is NONE, which would read as if nothing had been found.
    expect(after).toMatchObject({
      runs: [{ state: 'done', vendorState: null }],
      condition: { holds: true, nearest: null },
    })
    const uses = after.report?.hot?.map((key) => key.uses ?? 0) ?? []
    expect(uses.length).toBeGreaterThan(3)
    expect(uses).toEqual(uses.toSorted((a, b) => b - a))
    expect(after.report?.hot?.every(({ text }) => text === null)).toBe(true)
  })

  test('of JD Cloud: big and hot ones of past analyses; one that runs has no report yet', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    const { id } = await ask(operator, { ref: cache.ref, action: 'analyze-keys' })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    const { kinds, runs, report } = await readKeys(viewer, keyFor(cache))
    expect(kinds).toEqual(['big', 'hot'])
    expect(runs).toHaveLength(1)
    expect(report?.big?.length).toBeGreaterThan(0)
    expect(report?.big?.every(({ size, bytes }) => size !== null && bytes === null)).toBe(true)
    const { analyses } = detailsOf(cache.world, Date.now())
    const [first] = analyses
    if (!first) expect.unreachable()
    analyses.push({ ...first, id: 'second', startedAt: Date.now(), endsAt: Date.now() + HOUR })
    const during = await readKeys(viewer, keyFor(cache))
    expect(during.runs.map(({ state }) => state)).toEqual(['running', 'done'])
    expect(during.report?.run).toBe(during.runs[1]?.id)
  })

  test('what the cloud refuses is told in place', async () => {
    const cache = await aStandard()
    denied('DescribeCacheAnalysisReportList')
    expect(await readKeys(viewer, keyFor(cache))).toMatchObject({
      runs: [],
      missing: [{ operation: 'DescribeCacheAnalysisReportList', kind: 'denied' }],
    })
  })
})

describe('tasks and announced maintenance', () => {
  test('work that was done from here stands among the tasks of its cloud, with its end', async () => {
    const cache = await aStandard()
    const { id } = await ask(operator, { ref: cache.ref, action: 'restart' })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    const { tasks } = await readTasks(viewer, keyFor(cache))
    expect(tasks?.told).toMatchObject([{ kind: 'RestartInstance', state: 'done', percent: 100 }])
    expect(Date.parse(tasks?.told?.[0]?.endedAt ?? '')).not.toBeNaN()
  })

  test('Kingsoft has neither; JD Cloud has tasks and no announcements', async () => {
    const kingsoft = await aCache(on.emulator, 'kingsoft-redis')
    expect(await readTasks(viewer, keyFor(kingsoft))).toMatchObject({ tasks: null, events: null })
    const jd = await aCache(on.emulator, 'jdcloud-redis')
    expect(await readTasks(viewer, keyFor(jd))).toMatchObject({ tasks: { missing: null }, events: null })
  })

  /** An instance for which its cloud announces something. */
  async function announced() {
    for (let attempt = 0; attempt < 60; attempt++) {
      const cache = await aStandard()
      const plan = plansOf(cache.world, Date.now()).find(({ switchAt }) => switchAt > Date.now())
      if (plan) return { cache, plan }
    }
    throw new Error('nothing is announced for anybody')
  }

  test('an announced switchover is moved as a change, not past its deadline, and not once it has begun', async () => {
    const { cache, plan } = await announced()
    const { events } = await readTasks(viewer, keyFor(cache))
    const event = events?.told?.[0] ?? expect.unreachable()
    expect(event).toMatchObject({
      id: String(plan.id),
      state: 'announced',
      deadline: new Date(Math.floor(plan.deadline / 1_000) * 1_000).toISOString(),
    })

    const planFor = (switchAt: number) =>
      planChange(operator, {
        ref: cache.ref,
        action: 'maintenance-event',
        params: { event: event.id, switchAt: new Date(switchAt).toISOString() },
      })
    const codes = async (switchAt: number) =>
      (await planFor(switchAt)).plan.checks.flatMap(({ reason }) => reason?.code ?? [])
    expect(await codes(plan.deadline + HOUR)).toEqual(['event-late'])
    expect(await codes(Date.now() - HOUR)).toEqual(['event-past'])

    const wanted = minute(plan.deadline - HOUR)
    // Connections break at another time: it asks for the name, as what breaks them now does.
    const moved = await planFor(wanted)
    await expect(confirmChange(operator, moved.id, {})).rejects.toMatchObject({
      extra: { fields: { typed: { code: 'required' } } },
    })
    const { id } = await ask(operator, {
      ref: cache.ref,
      action: 'maintenance-event',
      params: { event: event.id, switchAt: new Date(wanted).toISOString() },
    })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(plan.switchAt).toBe(wanted)
    const fleet = await fleetMaintenance(viewer)
    expect(fleet.events.find((one) => one.instanceId === cache.world.id)).toMatchObject({
      ref: cache.ref,
      state: 'waiting',
      switchAt: new Date(wanted).toISOString(),
    })
    expect(fleet.accounts.every(({ missing }) => missing === null)).toBe(true)

    moveUpkeep(plan, Date.now() - MINUTE, Date.now())
    expect(await codes(Date.now() + HOUR)).toEqual(['event-begun'])
  })

  test('a lost answer of a move is found out by reading the event', async () => {
    const { cache, plan } = await announced()
    const wanted = minute(plan.deadline - HOUR)
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'ModifyActiveOperationTask', count: 1 })
    const { id } = await ask(operator, {
      ref: cache.ref,
      action: 'maintenance-event',
      params: { event: String(plan.id), switchAt: new Date(wanted).toISOString() },
    })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { from: 'state', finding: 'as-wanted' } })
  })

  test('an account whose cloud refuses is told beside the others', async () => {
    const { cache } = await announced()
    const own = await actorOf('viewer', { kind: 'some', accounts: [cache.accountId], environments: [], teams: [] })
    expect((await fleetMaintenance(own)).events.map(({ instanceId }) => instanceId)).toContain(cache.world.id)
    expect((await fleetMaintenance(own)).accounts.map(({ id }) => id)).toEqual([cache.accountId])
    denied('DescribeActiveOperationTask')
    expect(await fleetMaintenance(own)).toMatchObject({ events: [], accounts: [{ missing: { kind: 'denied' } }] })
  })
})

describe('logs', () => {
  const question = (lengthMs = HOUR) => {
    const to = minute(Date.now())
    return { span: { from: to - lengthMs, to } }
  }

  test('the running log has lines of every node in their order, without what stands in quotes', async () => {
    const cache = await aStandard()
    noteServerLine(cache.world, Date.now() - 10 * MINUTE, 'CONFIG SET requirepass "Planted1Passw0rd"')
    const { lines, readFrom, from, refused } = await readLogs(viewer, keyFor(cache), {
      ...question(DAY),
      kind: 'running',
    })
    expect(refused).toBeNull()
    expect(readFrom).toBe(from)
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => b - a))
    const planted = lines.find(({ text }) => text.startsWith('CONFIG SET requirepass'))
    expect(planted).toMatchObject({ text: 'CONFIG SET requirepass "…"', hidden: true, level: 'warning' })
    expect(JSON.stringify(lines)).not.toContain('Planted1Passw0rd')

    await expect(
      readLogs(viewer, keyFor(cache), { ...question(), kind: 'running' }, { reveal: true }),
    ).rejects.toMatchObject({ code: 'forbidden-role' })
    expect(await lastOf(cache)).toMatchObject({ action: 'logs.reveal', outcome: 'denied' })
    const asked = { ...question(), kind: 'running' as const, word: 'requirepass' }
    const shown = await readLogs(operator, keyFor(cache), asked, { reveal: true })
    expect(shown.lines.map(({ text }) => text)).toEqual(['CONFIG SET requirepass "Planted1Passw0rd"'])
    expect(await lastOf(cache)).toMatchObject({
      action: 'logs.reveal',
      outcome: 'succeeded',
      details: { word: 'requirepass', kind: 'running' },
    })
    // A word would tell by its hits what stands in the texts: without the texts it is not asked for.
    on.emulator.gateway.journal.clear()
    const unheard = await readLogs(viewer, keyFor(cache), asked)
    expect(unheard.lines.length).toBeGreaterThanOrEqual(shown.lines.length)
    expect(JSON.stringify(on.emulator.gateway.journal.entries())).not.toContain('requirepass')
  })

  test('of a cluster the log of one node is asked for, and replicas apart from masters', async () => {
    const cache = await aCluster()
    const node = `${cache.world.id}-db-3`
    const all = await readLogs(viewer, keyFor(cache), { ...question(DAY), kind: 'running' })
    expect(all.roles).toEqual(['master', 'replica'])
    expect(new Set(all.lines.map((line) => line.node)).size).toBeGreaterThan(1)
    const one = await readLogs(viewer, keyFor(cache), { ...question(DAY), kind: 'running', node, role: 'replica' })
    expect(new Set(one.lines.map((line) => line.node))).toEqual(new Set([node]))
  })

  test('the audit log is switched on as a change that says its conditions, and tells commands without arguments', async () => {
    const cache = await aStandard()
    switchAudit(cache.world, false, cache.world.createdAt)
    expect(await readLogs(viewer, keyFor(cache), { ...question(), kind: 'audit' })).toMatchObject({
      kinds: ['running', 'audit'],
      auditDays: 0,
      commands: [],
    })
    const on7 = { ref: cache.ref, action: 'audit-log' as const, params: { on: true, retention: 7 } }
    const { plan, id: tooEarly } = await ask(operator, on7)
    expect(plan.consequences.map((one) => one.id)).toEqual([
      'audit-billed',
      'audit-retention-of-region',
      'audit-role-first',
      'audit-newest-minor',
      'audit-log-rights',
    ])
    expect(await workThrough(tooEarly)).toMatchObject({ state: 'failed' })
    const { id: permission } = await ask(operator, { ref: cache.ref, action: 'log-permission' })
    expect(await workThrough(permission)).toMatchObject({ state: 'done' })
    const { id } = await ask(operator, on7)
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })

    // As if it had been on for a while.
    switchAudit(cache.world, true, cache.world.createdAt)
    const { span } = question()
    const { commands, auditDays, isWhole } = await whole(cache, span)
    expect(auditDays).toBe(7)
    expect(isWhole).toBe(true)
    expect(commands.length).toBeGreaterThan(100)
    expect(JSON.stringify(commands.map(({ pattern, text }) => [pattern, text]))).not.toMatch(/\d{2}/)
    // Its cloud tells the commands of one client or account by themselves.
    const [{ client, account } = { client: null, account: null }] = commands
    const those = commands.filter((one) => one.client === client && one.account === account)
    const own = await whole(cache, span, { client: client ?? '', account: account ?? '' })
    expect(own.commands).toEqual(those)
    expect(those.length).toBeLessThan(commands.length)
    const shown = await readLogs(
      operator,
      keyFor(cache),
      { ...question(), kind: 'audit', word: 'session' },
      { reveal: true },
    )
    expect(shown.commands.length).toBeGreaterThan(0)
    expect(shown.commands.every(({ text }) => text?.includes('session'))).toBe(true)
  })

  /** All of an hour of the audit log, piece by piece, as the page reads it. */
  async function whole(cache: Cache, span: Span, filter: AuditFilter = {}) {
    const commands = []
    let auditDays: number | null = null
    let to = span.to
    for (let pieces = 0; to > span.from && pieces < 20; pieces++) {
      const piece = await readLogs(viewer, keyFor(cache), { span: { from: span.from, to }, kind: 'audit', ...filter })
      commands.push(...piece.commands)
      auditDays = piece.auditDays
      to = Date.parse(piece.readFrom)
    }
    return { commands, auditDays, isWhole: to <= span.from }
  }

  test('JD Cloud tells the running log of all nodes; Kingsoft tells none, and is not asked', async () => {
    const jd = await aCache(on.emulator, 'jdcloud-redis', { createdAt: Date.now() - 40 * DAY })
    const told = await readLogs(viewer, keyFor(jd), { ...question(DAY), kind: 'running' })
    expect(told).toMatchObject({ kinds: ['running'], roles: [], operation: 'jdcloud-redis/describeRedisServerLog' })
    expect(told.lines[0]).toMatchObject({ level: 'notice', hidden: false })
    const kingsoft = await aCache(on.emulator, 'kingsoft-redis')
    on.emulator.gateway.journal.clear()
    expect(await readLogs(viewer, keyFor(kingsoft), { ...question(), kind: 'running' })).toMatchObject({ kinds: [] })
    expect(on.emulator.gateway.journal.entries()).toEqual([])
  })
})
