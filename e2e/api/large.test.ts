import { afterAll, beforeAll, expect, test } from 'vitest'
import { keysFrom } from '@/emulator/keys'
import { type Emulator, startEmulator } from '@/emulator/server'
import { addAccount } from '@/lib/accounts/testing'
import { db } from '@/lib/db/client'
import { inventory, shards } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import { inventorySource } from '@/lib/inventory/sync-job'
import type { ServiceId } from '@/lib/operation'

const KEY = { accessKeyId: 'LTAI5tLargeFleet001', accessKeySecret: 'large-secret' }
const PAGE_SIZES: Partial<Record<ServiceId, number>> = { 'alibaba-kvstore': 50, 'jdcloud-redis': 100 }

let database: Awaited<ReturnType<typeof testDatabase>>
let emulator: Emulator
beforeAll(async () => {
  database = await testDatabase()
  emulator = await startEmulator({
    profile: 'large',
    pace: 'instant',
    keys: keysFrom({ [KEY.accessKeyId]: KEY.accessKeySecret }),
    latency: [0, 0],
    // Whether quotas are kept is tested with a clock in hand (lib/http/quota.test.ts) and measured by the bench: here a
    // machine that stalls would bunch calls that were apart when they were let go.
    quotas: false,
  })
  setEnv({ ...env(), providerGateway: emulator.url })
})
afterAll(async () => {
  await closePools()
  await emulator.stop()
  await database.drop()
})

test('10,000 instances are read with as few calls as there are pages', { timeout: 120_000 }, async () => {
  const fleet = emulator.world.all()
  const of = (service: ServiceId) => fleet.filter((each) => each.service === service)
  const regionsOf = (service: ServiceId) => [...new Set(of(service).map(({ region }) => region))]
  const add = (service: ServiceId, provider: string, scheme: string) =>
    addAccount({
      ...KEY,
      provider,
      scheme,
      services: [service],
      regions: regionsOf(service),
      projectIds: [...new Set(of(service).map(({ project }) => project?.id ?? '0'))],
    })
  await add('alibaba-kvstore', 'alibaba', 'alibaba-rpc')
  await add('jdcloud-redis', 'jdcloud', 'jdcloud2')
  await add('kingsoft-redis', 'kingsoft', 'kingsoft-query')
  await add('kingsoft-memcached', 'kingsoft', 'kingsoft-query')

  const runs: Promise<void>[] = []
  for (let run = await inventorySource.claim(); run; run = await inventorySource.claim()) {
    runs.push(run.run(new AbortController().signal))
  }
  await Promise.all(runs)

  expect((await db().select().from(shards)).filter(({ state }) => state !== 'ok')).toEqual([])
  const rows = await db().select({ service: inventory.service, id: inventory.instanceId }).from(inventory)
  expect(new Set(rows.map(({ service, id }) => `${service} ${id}`))).toEqual(
    new Set(fleet.map(({ service, id }) => `${service} ${id}`)),
  )

  const calls = emulator.gateway.journal.entries()
  expect(calls.filter(({ status }) => status !== 200)).toEqual([])
  for (const [service, size] of Object.entries(PAGE_SIZES)) {
    const pages = regionsOf(service as ServiceId).map(
      (
        region, // a key of PAGE_SIZES
      ) => Math.ceil(of(service as ServiceId).filter((each) => each.region === region).length / size),
    )
    expect(calls.filter((call) => call.service === service)).toHaveLength(pages.reduce((a, b) => a + b, 0))
  }
  // The others list by zone and project: no question is asked twice.
  const SIGNED = /^(x-amz|x-kss|x-jdcloud|signature|timestamp|accesskey|credential|security)/i
  const questions = calls.map(({ service, operation, region, params }) =>
    JSON.stringify([
      service,
      operation,
      region,
      Object.entries(params)
        .filter(([name]) => !SIGNED.test(name))
        .sort(),
    ]),
  )
  expect(new Set(questions).size).toBe(questions.length)
})
