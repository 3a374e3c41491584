import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addKey, deleteAccount, getAccount, patchAccount } from '@/lib/accounts/accounts'
import { probeSource } from '@/lib/accounts/probe'
import { probeReport, requestProbe } from '@/lib/accounts/probe-report'
import { addAccount } from '@/lib/accounts/testing'
import { systemActor } from '@/lib/bff/actor'
import { operationsOf } from '@/lib/catalog'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, audit, credentials, inventory, probeCells, probes, quotas } from '@/lib/db/schema'
import { TIMEOUTS } from '@/lib/http/send'
import { inventoryRow } from './facts'
import { drain, type Stage, stage } from './stage'

const GOOD = { accessKeyId: 'LTAI5tProbeGood0001', accessKeySecret: 'good-secret' }
const SECOND = { accessKeyId: 'LTAI5tProbeNext0002', accessKeySecret: 'next-secret' }
const LIMITED = { accessKeyId: 'LTAI5tProbeLess0003', accessKeySecret: 'less-secret' }
const NOTHING = { accessKeyId: 'LTAI5tProbeNone0004', accessKeySecret: 'none-secret' }

let on: Stage
beforeAll(async () => {
  // A cloud that hangs is given up sooner than a person would.
  Object.assign(TIMEOUTS, { headersMs: 400, bodyMs: 400, totalMs: 1_000 })
  on = await stage({
    [GOOD.accessKeyId]: GOOD.accessKeySecret,
    [SECOND.accessKeyId]: SECOND.accessKeySecret,
    [LIMITED.accessKeyId]: { secret: LIMITED.accessKeySecret, deny: ['DescribeZones', 'DescribeInstanceAttribute'] },
    [NOTHING.accessKeyId]: {
      secret: NOTHING.accessKeySecret,
      deny: operationsOf('alibaba-kvstore').map((operation) => operation.name),
    },
  })
})
const patience = { ...TIMEOUTS }
afterAll(async () => {
  Object.assign(TIMEOUTS, patience)
  await on.end()
})
beforeEach(async () => {
  await db().delete(accounts)
  await db().delete(quotas)
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const admin = systemActor('test', newId())
const sent = () => on.emulator.gateway.journal.entries()
const outcomes = async (id: string) =>
  Object.fromEntries(
    (await probeReport(admin, id)).cells.map((cell) => [
      `${cell.operation} ${cell.region}`,
      cell.reason ? `${cell.outcome} ${cell.reason}` : cell.outcome,
    ]),
  )

/** What became of the cells whose row says how to try them; the others are never called. */
const tried = async (id: string) =>
  Object.fromEntries(Object.entries(await outcomes(id)).filter(([, outcome]) => outcome !== 'not-checked no-probe'))

describe('the grid', () => {
  test.each([
    ['alibaba', 'alibaba-rpc', ['alibaba-kvstore'], ['cn-hangzhou', 'cn-shenzhen']],
    ['alibaba', 'alibaba-acs3', ['alibaba-kvstore'], ['cn-hangzhou']],
    ['jdcloud', 'jdcloud2', ['jdcloud-redis'], ['cn-north-1', 'cn-east-2']],
    ['kingsoft', 'kingsoft-query', ['kingsoft-redis', 'kingsoft-memcached'], ['cn-beijing-6']],
    ['kingsoft', 'kingsoft-aws4', ['kingsoft-redis', 'kingsoft-memcached'], ['cn-beijing-6']],
  ])('%s by %s: a good key is ok for each read that can be tried', async (provider, scheme, services, regions) => {
    const projectIds = ['0', '103217', '103305']
    const account = await addAccount({ ...GOOD, provider, scheme, services, regions, projectIds })
    await drain(probeSource)
    const report = await probeReport(admin, account.id)
    expect(report.state).toBe('done')
    const reads = services.flatMap((service) => operationsOf(service as 'jdcloud-redis')) // ids of the table above
    const tried = reads.filter((operation) => operation.kind === 'read' && operation.probe)
    expect(report.cells.filter((cell) => cell.reason !== 'no-probe')).toHaveLength(tried.length * regions.length)
    for (const cell of report.cells) {
      const row = reads.find(({ service, name }) => service === cell.service && name === cell.operation)
      expect([cell.operation, cell.outcome, cell.code], cell.message ?? '').toEqual([
        cell.operation,
        row?.probe ? 'ok' : 'not-checked',
        null,
      ])
      if (row?.probe) expect(cell.requestId).toBeTruthy()
    }
  })

  test('a right that is missing is told at its cell, with the code and request id of the cloud', async () => {
    const { id } = await addAccount({ ...LIMITED, regions: ['cn-hangzhou'] })
    await drain(probeSource)
    expect(await outcomes(id)).toMatchObject({
      'DescribeRegions cn-hangzhou': 'ok',
      'DescribeInstances cn-hangzhou': 'ok',
      'DescribeZones cn-hangzhou': 'denied',
      'DescribeInstanceAttribute cn-hangzhou': 'denied',
    })
    const denied = (await probeReport(admin, id)).cells.find((cell) => cell.operation === 'DescribeZones')
    expect(denied?.code).toMatch(/Forbidden|NoPermission/)
    expect(denied?.requestId).toBeTruthy()
  })

  test('what is offered for Redis only is asked of a Redis, and elsewhere is said not to be offered', async () => {
    const account = await addAccount({ ...GOOD, regions: ['cn-hangzhou'] })
    const memcached = on.emulator.world
      .all()
      .find(
        ({ service, engine, region }) => [service, engine, region].join() === 'alibaba-kvstore,memcached,cn-hangzhou',
      )
    await drain(probeSource)
    expect(Object.values(await outcomes(account.id))).not.toContain('unsupported')
    // Where there is nothing but Memcached, the cloud says so itself.
    await db()
      .insert(inventory)
      .values({
        ...inventoryRow(account.id, 'cn-hangzhou'),
        service: 'alibaba-kvstore',
        engine: 'memcached',
        instanceId: memcached?.id ?? '',
      })
    await requestProbe(admin, account.id)
    await drain(probeSource)
    const told = await outcomes(account.id)
    expect(Object.values(told)).toContain('unsupported')
    expect(Object.values(told)).not.toContain('failed')
  })

  test('a wrong key costs one call: the rest is skipped', async () => {
    const { id } = await addAccount({ ...GOOD, accessKeySecret: 'not-the-secret' })
    await drain(probeSource)
    const cells = Object.values(await outcomes(id))
    expect(cells.filter((cell) => cell === 'wrong-key')).toHaveLength(1)
    expect(cells.filter((cell) => cell !== 'wrong-key').every((cell) => cell.startsWith('not-checked'))).toBe(true)
    expect(sent()).toHaveLength(1)
  })

  test('one region that does not answer leaves the others their results', async () => {
    on.emulator.gateway.faults.add({ kind: 'drop-before', region: 'cn-shenzhen' })
    const { id } = await addAccount(GOOD)
    await drain(probeSource)
    const cells = Object.entries(await tried(id))
    const here = cells.filter(([name]) => name.endsWith('cn-hangzhou'))
    const there = cells.filter(([name]) => name.endsWith('cn-shenzhen'))
    expect(new Set(here.map(([, outcome]) => outcome))).toEqual(new Set(['ok']))
    expect(there.filter(([, outcome]) => outcome === 'unreachable')).toHaveLength(1)
    expect(there.filter(([, outcome]) => outcome === 'not-checked skipped')).toHaveLength(there.length - 1)
  })

  test.each([
    [{ kind: 'throttling' }, 'failed', /Throttling/],
    [{ kind: 'server-error', status: 503 }, 'failed', /./],
    [{ kind: 'denied' }, 'denied', /Forbidden|NoPermission/],
    [{ kind: 'expired-key' }, 'wrong-key', /./],
    [{ kind: 'drop-before' }, 'unreachable', /dropped/],
    [{ kind: 'drop-after' }, 'unreachable', /dropped/],
    [{ kind: 'hang' }, 'unreachable', /timeout/],
    [{ kind: 'truncated' }, 'failed', /bad-answer/],
    [{ kind: 'html' }, 'failed', /bad-answer/],
    [{ kind: 'empty' }, 'failed', /bad-answer/],
    [{ kind: 'wrong-json' }, 'failed', /bad-answer/],
    [{ kind: 'clock-skew', minutes: 60 }, 'ok', null],
    [{ kind: 'latency', ms: 20 }, 'ok', null],
  ] as const)('%j: the account it hits says so, the other is not touched', async (fault, outcome, code) => {
    // A key is looked at before the operation is known.
    const operation = fault.kind === 'expired-key' ? undefined : 'DescribeRegions'
    on.emulator.gateway.faults.add({ ...fault, operation, accessKeyId: GOOD.accessKeyId })
    const hit = await addAccount({ ...GOOD, regions: ['cn-hangzhou'] })
    const other = await addAccount({ ...SECOND, regions: ['cn-hangzhou'] })
    await drain(probeSource)
    const cell = (await probeReport(admin, hit.id)).cells.find((each) => each.operation === 'DescribeRegions')
    expect([cell?.outcome, cell?.code]).toEqual([outcome, code === null ? null : expect.stringMatching(code)])
    expect(new Set(Object.values(await tried(other.id)))).toEqual(new Set(['ok']))
  })

  test('a region without instances says that there was none to try with', async () => {
    const { id } = await addAccount({
      ...GOOD,
      provider: 'jdcloud',
      scheme: 'jdcloud2',
      services: ['jdcloud-redis'],
      regions: ['cn-northwest-1'],
    })
    await drain(probeSource)
    expect(await outcomes(id)).toMatchObject({
      'describeCacheInstances cn-northwest-1': 'ok',
      'describeCacheInstance cn-northwest-1': 'not-checked no-instance',
    })
  })

  test('a paused account is not called', async () => {
    const { id, version } = await addAccount(GOOD)
    await patchAccount(admin, id, { version, paused: true })
    await drain(probeSource)
    expect(sent()).toEqual([])
    await expect(requestProbe(admin, id)).rejects.toMatchObject({ code: 'account-paused' })
  })
})

describe('a worker that dies', () => {
  const age = () => db().update(probes).set({ leaseUntil: sql`now() - interval '1 second'` })

  test('is followed by another that asks only what is still open, and can itself write nothing more', async () => {
    const { id } = await addAccount(GOOD)
    const first = await probeSource.claim()
    expect(await probeSource.claim()).toBeUndefined()
    await first?.run(new AbortController().signal)
    const all = await outcomes(id)
    const calls = sent().length

    // As if it had been killed before its last cell: the request stands, one cell is open, the lease has run out.
    await requestProbe(admin, id)
    const dead = await probeSource.claim()
    await age()
    await db().update(probeCells).set({ at: sql`now() + interval '1 second'` })
    await db()
      .update(probeCells)
      .set({ outcome: 'running', at: null })
      .where(eq(probeCells.operation, 'DescribeRegions'))
    await drain(probeSource)
    expect(await outcomes(id)).toEqual(all)
    expect(sent().length - calls).toBe(2)

    await dead?.run(new AbortController().signal)
    expect((await probeReport(admin, id)).state).toBe('done')
    expect(sent().length - calls).toBe(2)
  })

  test('a request that comes while one runs starts another', async () => {
    const { id } = await addAccount(GOOD)
    const run = await probeSource.claim()
    await requestProbe(admin, id)
    await run?.run(new AbortController().signal)
    expect((await probeReport(admin, id)).state).toBe('running')
    await drain(probeSource)
    expect((await probeReport(admin, id)).state).toBe('done')
  })

  test('an account that is deleted meanwhile ends it without a trace', async () => {
    const { id } = await addAccount(GOOD)
    const run = await probeSource.claim()
    await deleteAccount(admin, id)
    await run?.run(new AbortController().signal)
    expect(await db().select().from(probeCells)).toEqual([])
  })
})

describe('a new key', () => {
  const rotations = async (id: string) =>
    (await db().select().from(audit).where(eq(audit.accountId, id)).orderBy(audit.seq))
      .filter((row) => row.action === 'account.rotate-key')
      .map((row) => [row.outcome, row.details])

  test('that works takes over, and the old one is gone', async () => {
    const { id } = await addAccount({ ...GOOD, accessKeySecret: 'dead-since-yesterday' })
    await drain(probeSource)
    await addKey(admin, id, SECOND)
    await drain(probeSource)
    expect(await getAccount(admin, id)).toMatchObject({ keyTail: '0002', pendingKey: null, unlocked: true })
    expect(await db().select().from(credentials)).toMatchObject([{ state: 'active', keyTail: '0002' }])
    expect(new Set(Object.values(await tried(id)))).toEqual(new Set(['ok']))
    expect(await rotations(id)).toEqual([
      ['started', { keyTail: '0002' }],
      ['succeeded', { keyTail: '0002' }],
    ])
  })

  test.each([
    ['a wrong secret', { ...SECOND, accessKeySecret: 'mistyped' }, 'wrong-key'],
    ['no right at all', NOTHING, 'denied'],
  ])('with %s does not take over: the old one stays in use', async (_, key, errorKind) => {
    const { id } = await addAccount(GOOD)
    await drain(probeSource)
    await addKey(admin, id, key)
    await drain(probeSource)
    expect(await getAccount(admin, id)).toMatchObject({
      keyTail: '0001',
      pendingKey: { keyTail: key.accessKeyId.slice(-4), state: 'failed', errorKind },
    })
    expect(new Set(Object.values(await tried(id)))).toEqual(new Set(['ok']))
    expect((await rotations(id)).at(-1)).toEqual(['failed', { keyTail: key.accessKeyId.slice(-4), errorKind }])
  })
})
