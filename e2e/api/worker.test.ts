import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { keysFrom } from '@/emulator/keys'
import { type Emulator, startEmulator } from '@/emulator/server'
import { addAccount } from '@/lib/accounts/testing'
import { projectPath } from '@/lib/cli/project'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, inventory, shards } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { requestRefresh } from '@/lib/inventory/refresh'

const KEY = { accessKeyId: 'LTAI5tWorkerKill001', accessKeySecret: 'worker-secret' }
const BUNDLE = projectPath(`node_modules/.cache/quarterdeck/worker-${newId()}.mjs`)

let database: Awaited<ReturnType<typeof testDatabase>>
let emulator: Emulator
const workers = new Set<ChildProcess>()

beforeAll(async () => {
  database = await testDatabase()
  emulator = await startEmulator({
    profile: 'large',
    pace: 'instant',
    keys: keysFrom({ [KEY.accessKeyId]: KEY.accessKeySecret }),
    latency: [10, 30],
    quotas: false,
  })
  await build({
    entryPoints: [projectPath('lib/cli/worker.ts')],
    outfile: BUNDLE,
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
beforeEach(async () => {
  await db().delete(accounts)
  emulator.gateway.journal.clear()
})
afterEach(async () => {
  for (const worker of workers) await kill(worker)
})
afterAll(async () => {
  rmSync(BUNDLE, { force: true })
  await emulator.stop()
  await database.drop()
})

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [BUNDLE], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      QUARTERDECK_MASTER_KEY: process.env.QUARTERDECK_MASTER_KEY,
      QUARTERDECK_PROVIDER_GATEWAY: emulator.url,
    },
  })
  workers.add(worker)
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  workers.delete(worker)
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGKILL')
  await gone
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5)
}
const refs = async () =>
  (await db().select({ id: inventory.instanceId, goneAt: inventory.goneAt }).from(inventory)).sort()
const states = async () => (await db().select().from(shards)).map(({ state }) => state)
const allRead = async () => (await states()).every((state) => state === 'ok')
const fleet = () => emulator.world.all().filter(({ service }) => service === 'alibaba-kvstore')
const regions = () => [...new Set(fleet().map(({ region }) => region))]

test('a worker killed in the middle of a reading loses nothing; the next one finishes it', {
  timeout: 120_000,
}, async () => {
  const expected = fleet()
    .map(({ id }) => id)
    .sort()
  await addAccount({ ...KEY, regions: regions() })
  let interrupted = 0
  for (const share of [0.1, 0.5, 0.9]) {
    const worker = startWorker()
    await until(async () => (await refs()).length > expected.length * share || (await allRead()))
    await kill(worker)
    if ((await states()).includes('syncing')) interrupted++
    const before = await refs()
    expect(before.length).toBeGreaterThan(0)
    expect(before.filter(({ goneAt }) => goneAt)).toEqual([])
    // As if the dead worker's lease had run out.
    await db().update(shards).set({ leaseUntil: sql`now() - interval '1 second'` }).where(sql`lease_until is not null`)
  }
  expect(interrupted).toBeGreaterThan(0)
  startWorker()
  await until(allRead)
  const rows = await refs()
  expect(rows.map(({ id }) => id).sort()).toEqual(expected)
  expect(rows.filter(({ goneAt }) => goneAt)).toEqual([])
})

test('two workers do not read the same twice, however often they are woken', { timeout: 120_000 }, async () => {
  startWorker()
  startWorker()
  await addAccount({ ...KEY, regions: regions() })
  for (let i = 0; i < 20; i++) {
    await requestRefresh({ scope: { kind: 'all' }, onlyStale: true })
    await sleep(10)
  }
  await until(allRead)
  const pages = emulator.gateway.journal
    .entries()
    .filter(({ operation, accessKeyId }) => operation === 'DescribeInstances' && accessKeyId === KEY.accessKeyId)
    .map(({ region, params }) => `${region} ${JSON.stringify(params.PageNumber)} ${params.PageSize}`)
  expect(pages.length).toBeGreaterThan(0)
  const probes = new Set(pages.filter((page) => !page.endsWith(' 50')))
  const lists = pages.filter((page) => !probes.has(page))
  expect(new Set(lists).size).toBe(lists.length)
})
