import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { inArray, isNull, sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { JournalEntry } from '@/emulator/gateway/journal'
import type { Actor } from '@/lib/bff/actor'
import type { Point } from '@/lib/changes/engine'
import { projectPath } from '@/lib/cli/project'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import type { ServiceId } from '@/lib/operation'
import {
  aCache,
  aCacheOf,
  accessKeyOf,
  actorOf,
  anAccount,
  ask,
  type Cache,
  changeStage,
  fleetOf,
  POINTS,
  stateOf,
} from './change-stage'

const FOLDER = projectPath(`node_modules/.cache/quarterdeck/changes-${newId()}`)

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
const children = new Set<ChildProcess>()

beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  await build({
    entryPoints: [projectPath('lib/cli/worker.ts'), projectPath('e2e/api/dying-worker.ts')],
    outdir: FOLDER,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    absWorkingDir: projectPath(),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    conditions: ['react-server'],
    alias: { 'server-only': projectPath('node_modules/server-only/empty.js') },
    logLevel: 'error',
  })
})
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL')
    await ended(child)
  }
})
afterAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true })
  await on.end()
})

function start(program: 'worker' | 'dying-worker', ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [`${FOLDER}/${program}.mjs`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: on.databaseUrl,
      QUARTERDECK_MASTER_KEY: process.env.QUARTERDECK_MASTER_KEY,
      QUARTERDECK_PROVIDER_GATEWAY: on.emulator.url,
    },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((done) => child.once('exit', () => done()))

/** Waits until all of them ended. Fails `seconds` after the start, or after the last one that ended: how long many take is the machine's. */
async function allEnded(ids: readonly string[], seconds: number, from: 'the start' | 'the last end' = 'the start') {
  let until = performance.now() + seconds * 1_000
  for (let left = ids.length; ; await sleep(200)) {
    const open = await db()
      .select({ id: changes.id, state: changes.state })
      .from(changes)
      .where(sql`${inArray(changes.id, [...ids])} and ${isNull(changes.endedAt)}`)
    if (open.length === 0) return
    if (from === 'the last end' && open.length < left) until = performance.now() + seconds * 1_000
    if (performance.now() > until) expect(open, `not ended ${seconds} s after ${from}`).toEqual([])
    left = open.length
  }
}

interface Victim {
  action: 'rename' | 'flush'
  point: Point
  lost: boolean
}
/** Each point with and without its answer; what cannot be read, where it makes a difference. */
const VICTIMS: Victim[] = [
  ...POINTS.flatMap((point) => [false, true].map((lost) => ({ action: 'rename', point, lost }) as const)),
  ...(['recorded', 'sent', 'stored'] as const).flatMap((point) =>
    [false, true].map((lost) => ({ action: 'flush', point, lost }) as const),
  ),
]
const OPERATION = { rename: 'ModifyInstanceAttribute', flush: 'FlushInstance' }

test('a process killed with -9 at each point: once or not at all, and the truth within 30 s of the restart', {
  timeout: 600_000,
}, async () => {
  const { faults, journal } = on.emulator.gateway
  const played: (Victim & { id: string; cache: Cache; lane: number })[] = []
  const left = [...VICTIMS.entries()]
  // Collected as they come: a whole worker asks so much that the emulator forgets the first of them.
  const writes = new Map<number, JournalEntry>()
  const collect = () => {
    for (const entry of journal.entries())
      if (entry.operation === OPERATION.rename || entry.operation === OPERATION.flush) writes.set(entry.seq, entry)
  }
  const collecting = setInterval(collect, 200)
  onTestFinished(() => clearInterval(collecting))
  const oneAfterAnother = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, victim] = next
      const lane = index + 1
      const cache = await aCache(on.emulator, 'alibaba-kvstore', {}, lane)
      const params = victim.action === 'rename' ? { name: `renamed-${lane}` } : {}
      const { id } = await ask(operator, { ref: cache.ref, action: victim.action, params })
      const accessKeyId = accessKeyOf(lane)
      if (victim.lost) faults.add({ kind: 'drop-after', operation: OPERATION[victim.action], accessKeyId, count: 1 })
      const child = start('dying-worker', id, victim.point)
      await ended(child)
      expect(child.signalCode, `${victim.action} at ${victim.point}`).toBe('SIGKILL')
      played.push({ ...victim, id, cache, lane })
    }
  }
  // Both are waited for: what one of them still did would be found by the next test.
  const lanes = await Promise.allSettled([oneAfterAnother(), oneAfterAnother()])
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason

  start('worker')
  await allEnded(
    played.map(({ id }) => id),
    30,
  )
  collect()
  for (const { action, point, lost, id, cache, lane } of played) {
    const { state, evidence, sealed, error } = await stateOf(id)
    const what = `${action} killed at ${point}${lost ? ', answer lost' : ''}: ${state} ${JSON.stringify(error)}`
    const happened = action === 'rename' ? cache.world.name === `renamed-${lane}` : cache.world.usedMemoryMb === 0
    const sent = [...writes.values()].filter(
      ({ operation, accessKeyId }) => operation === OPERATION[action] && accessKeyId === accessKeyOf(lane),
    )
    expect(sent.length, what).toBe(point === 'recorded' ? 0 : 1)
    expect(happened, what).toBe(point !== 'recorded')
    const answered = !lost && (point === 'stored' || point === 'claimed' || point === 'checked')
    const known = action === 'rename' || answered
    expect(state, what).toBe(known ? (happened ? 'done' : 'failed') : 'human')
    expect(evidence, what).not.toBeNull()
    expect(sealed, what).toBeNull()
  }
})

/** All of these can be read, so that each has a certain end. */
const RENAMES: Record<ServiceId, string> = {
  'alibaba-kvstore': 'ModifyInstanceAttribute',
  'jdcloud-redis': 'modifyCacheInstanceAttribute',
  'kingsoft-redis': 'RenameCacheCluster',
  'kingsoft-memcached': 'RenameCacheCluster',
}
const QUEUE = 500
/**
 * Each with an account per service, and in its sight only what is its own: whole workers read the inventory, prices and
 * backups of all accounts beside the changes, and 500 accounts that see 125 instances each would be all that they do.
 */
const FLEETS = 5

test('two processes at one queue of 500 changes, with kills and lost answers: none twice, none lost', {
  timeout: 900_000,
}, async () => {
  const { faults, journal } = on.emulator.gateway
  const services = Object.keys(RENAMES) as ServiceId[] // of a record of all of them
  const queue: { id: string; cache: Cache; name: string }[] = []
  const fleets = await Promise.all(
    Array.from({ length: FLEETS }, async (_, fleet) => {
      const { accessKeyId, owner } = fleetOf(fleet)
      // So many changes of one account at a time are not what its cloud's quotas are made for.
      const account = async (service: ServiceId) =>
        [service, await anAccount(service, accessKeyId, { ratePerSecond: 100 })] as const
      return { owner, accounts: new Map(await Promise.all(services.map(account))) }
    }),
  )
  const planning = async (lane: number) => {
    const { owner, accounts } = fleets[lane % FLEETS] ?? expect.unreachable()
    for (let index = lane; index < QUEUE; index += 10) {
      const service = services[index % services.length] ?? expect.unreachable()
      const account = accounts.get(service) ?? expect.unreachable()
      const cache = await aCacheOf(account, on.emulator, service, { owner })
      const name = `queued_${index}`
      const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name } })
      queue.push({ id, cache, name })
    }
  }
  await Promise.all(Array.from({ length: 10 }, (_, lane) => planning(lane)))
  expect(queue).toHaveLength(QUEUE)
  // Changes to it from now on are the workers'.
  journal.clear()
  for (const operation of new Set(Object.values(RENAMES)))
    faults.add({ kind: 'drop-after', operation, probability: 0.3 })

  // The record of requests is short: it is read on while they come.
  const received = new Map<number, JournalEntry>()
  const readOn = () => {
    for (const entry of journal.entries())
      if (Object.values(RENAMES).includes(entry.operation ?? '')) received.set(entry.seq, entry)
  }
  const reading = setInterval(readOn, 100)
  const workers = [start('worker'), start('worker')]
  for (let kill = 0; kill < 6; kill++) {
    const [done] = await db()
      .select({ count: sql<number>`count(*)::int` })
      .from(changes)
      .where(sql`ended_at is not null`)
    if ((done?.count ?? 0) >= QUEUE) break
    await sleep(700 + Math.random() * 800)
    const victim = workers[kill % 2]
    victim?.kill('SIGKILL')
    if (victim) await ended(victim)
    workers[kill % 2] = start('worker')
  }
  await allEnded(
    queue.map(({ id }) => id),
    60,
    'the last end',
  )
  clearInterval(reading)
  readOn()
  for (const { id, cache, name } of queue) {
    const row = await stateOf(id)
    const renamed = cache.world.name === name
    expect(row, id).toMatchObject({ state: renamed ? 'done' : 'failed', sends: 1 })
    // Counted by name: these are requests of this change. The emulator does what it has read whole, whoever is gone by
    // then, and writes down nothing else; what a kill cut off on its way was never received.
    const sent = [...received.values()].filter(({ params }) => Object.values(params).includes(name))
    expect(sent.length, JSON.stringify({ row, sent })).toBe(renamed ? 1 : 0)
  }
})
