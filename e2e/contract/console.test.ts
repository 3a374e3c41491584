import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { PLACES } from '@/emulator/world/places'
import { callProvider, makeLine } from '@/lib/http/call'
import { type Clock, realClock } from '@/lib/http/clock'
import { memoryLimiter } from '@/lib/http/quota'
import { closePools } from '@/lib/http/send'
import type { ServiceId } from '@/lib/operation'
import type { AdapterSettings, Call, Listed, SignatureScheme } from '@/lib/providers/contract'
import type { ProviderError } from '@/lib/providers/error'
import { providerOf } from '@/lib/providers/registry'

/** The console's own client and adapters against the emulator over HTTP, with the world itself as the truth. */
let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ pace: 'instant', quotas: false })
})
afterAll(async () => {
  await closePools()
  await emulator.stop()
})

/** Waits between tries cost no time. */
const hurried: Clock = { ...realClock, sleep: async () => undefined }
const KEYS = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }
const ALL_PROJECTS: AdapterSettings = { projectIds: ['0', '103217', '103305'] }

function adapterOf(
  service: ServiceId,
  scheme: SignatureScheme['id'],
  { credentials = KEYS, settings = ALL_PROJECTS } = {},
) {
  const line = makeLine(hurried)
  const limiter = memoryLimiter()
  const call: Call = (operation, input, { region, signal }) =>
    callProvider(providerOf(service), operation, operation.request.parse(input), {
      accountId: 'test',
      credentialId: 'test',
      credentials,
      scheme,
      region,
      lane: 'interactive',
      owner: 'test',
      ratePerSecond: 100,
      concurrency: 5,
      limiter,
      gateway: emulator.url,
      signal,
      line,
    })
  return providerOf(service).adapter(service, call, settings)
}

const SCHEMES: [ServiceId, SignatureScheme['id']][] = [
  ['alibaba-kvstore', 'alibaba-rpc'],
  ['alibaba-kvstore', 'alibaba-acs3'],
  ['jdcloud-redis', 'jdcloud2'],
  ['kingsoft-redis', 'kingsoft-query'],
  ['kingsoft-redis', 'kingsoft-aws4'],
  ['kingsoft-memcached', 'kingsoft-query'],
  ['kingsoft-memcached', 'kingsoft-aws4'],
]

async function listRegion(adapter: ReturnType<typeof adapterOf>, region: string) {
  const rows = new Map<string, Listed>()
  const { complete } = await adapter.instances.list({
    region,
    onPage: (page) => {
      for (const row of page) rows.set(row.id, row)
    },
  })
  return { complete, rows }
}

describe.each(SCHEMES)('%s with %s', (service, scheme) => {
  test('every instance of every region is found, with its facts', async () => {
    const adapter = adapterOf(service, scheme)
    let found = 0
    for (const { id: region } of PLACES[service]) {
      const truth = emulator.world.list({ service, region, owner: undefined })
      const { complete, rows } = await listRegion(adapter, region)
      expect(complete).toBe(true)
      expect([...rows.keys()].sort()).toEqual(truth.map((i) => i.id).sort())
      found += rows.size
      for (const i of truth) {
        const facts = rows.get(i.id)?.facts
        expect(facts).toMatchObject({ name: i.name, engine: i.engine, memoryMb: i.memoryMb })
        // The vendor's word or number; for numbers the adapter adds the manual's word.
        expect(facts?.vendorStatus.split(' ')[0]).toBe(i.status)
        expect(facts?.expiresAt === null).toBe(i.expiresAt === undefined)
      }
    }
    expect(found).toBe(emulator.world.all().filter((i) => i.service === service).length)
    expect(found).toBeGreaterThan(0)
  })

  test('every instance is found again by what the list told of it', async () => {
    const adapter = adapterOf(service, scheme)
    for (const { id: region } of PLACES[service].slice(0, 2)) {
      for (const [id, { facts }] of (await listRegion(adapter, region)).rows) {
        const one = await adapter.instances.get({ region, id, locator: facts.locator })
        expect(one?.detail.facts.name).toBe(facts.name)
      }
    }
    const [place] = PLACES[service]
    expect(await adapter.instances.get({ region: place?.id ?? '', id: 'nothing-there', locator: {} })).toBeUndefined()
  })

  test('a wrong secret is told as a wrong key', async () => {
    const adapter = adapterOf(service, scheme, { credentials: { ...KEYS, accessKeySecret: 'testsecreT' } })
    const [place] = PLACES[service]
    await expect(listRegion(adapter, place?.id ?? '')).rejects.toMatchObject({ kind: 'wrong-key' })
  })

  test('a clock that is off is learnt from the answer, and the call succeeds', async () => {
    emulator.gateway.faults.add({ kind: 'clock-skew', service, minutes: 40 })
    try {
      const [place] = PLACES[service]
      const { complete } = await listRegion(adapterOf(service, scheme), place?.id ?? '')
      expect(complete).toBe(true)
    } finally {
      emulator.gateway.faults.clear()
    }
  })

  test.each([
    ['denied', 'denied'],
    ['html', 'bad-answer'],
    ['empty', 'bad-answer'],
    ['truncated', 'bad-answer'],
    ['wrong-json', 'bad-answer'],
  ] as const)('a fault of kind %s is told as %s', async (kind, told) => {
    emulator.gateway.faults.add({ kind, service })
    try {
      const [place] = PLACES[service]
      const failure = listRegion(adapterOf(service, scheme), place?.id ?? '').catch(
        (error: ProviderError) => error.kind,
      )
      expect(await failure).toBe(told)
    } finally {
      emulator.gateway.faults.clear()
    }
  })
})

test('memcached without named projects shows project 0 alone', async () => {
  const adapter = adapterOf('kingsoft-memcached', 'kingsoft-query', { settings: { projectIds: ['0'] } })
  const { rows } = await listRegion(adapter, 'cn-beijing-6')
  expect(rows.size).toBe(0)
  expect((await listRegion(adapter, 'cn-shanghai-2')).rows.size).toBeGreaterThan(0)
})
