import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseOf } from '@/e2e/contract/cases'
import { inputOf } from '@/e2e/contract/cases'
import { JDCLOUD } from '@/e2e/contract/jdcloud-cases'
import { REGION as JD_REGION, jdcloudCloud, onPath } from '@/e2e/contract/jdcloud-cloud'
import { MEMCACHED, REDIS } from '@/e2e/contract/kingsoft-cases'
import { REGION as KINGSOFT_REGION, kingsoftStage } from '@/e2e/contract/kingsoft-stage'
import { kvstoreCloud } from '@/e2e/contract/kvstore'
import { KVSTORE } from '@/e2e/contract/kvstore-cases'
import { KVSTORE_DATA } from '@/e2e/contract/kvstore-cases-data'
import { coerce, unflatten } from '@/emulator/gateway/parameters'
import type { Emulator } from '@/emulator/server'
import { findOperation, operationsOf } from '@/lib/catalog'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import { OperationAnswer } from '@/lib/model/operation'
import { Problem } from '@/lib/model/problem'
import type { Operation, ServiceId } from '@/lib/operation'
import { explorerCaller } from './explorer-caller'

/**
 * Every row of the four tables through the explorer's API and the door to a cloud over HTTP, with the cases of the
 * contract tests: a call that works is answered by the row's schema, one that the cloud refuses with the cloud's code.
 */
let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await closePools()
  await database.drop()
})

const REGIONS: Record<ServiceId, string> = {
  'alibaba-kvstore': 'cn-hangzhou',
  'jdcloud-redis': JD_REGION,
  'kingsoft-redis': KINGSOFT_REGION,
  'kingsoft-memcached': KINGSOFT_REGION,
}

/** Both tests of one row. `good` and `bad` give the input, once the cloud has what the call needs. */
function bothCalls(
  service: ServiceId,
  name: string,
  of: () => { caller: Awaited<ReturnType<typeof explorerCaller>> },
  { good, bad, code }: { good(): Promise<Prepared>; bad(): Promise<Prepared>; code: string },
) {
  const operation = findOperation(service, name) as Operation // the tables' own names

  test('works', async () => {
    const { emulator, input } = await good()
    lead(emulator)
    const response = await of().caller.call(name, input)
    const text = await response.text()
    expect(response.status, text).toBe(200)
    const { data, requestId } = OperationAnswer.parse(JSON.parse(text))
    expect(requestId).toEqual(expect.any(String))
    expect(operation.response.safeParse(data).error).toBeUndefined()
  })

  test(`is refused with ${code}`, async () => {
    const { emulator, input } = await bad()
    lead(emulator)
    const region = regionIn(input)
    // The row's defaults may have filled in what the cloud would miss.
    if (operation.request.safeParse(input).success && code !== 'MissingParameter') {
      const problem = await problemOf(await of().caller.call(name, input, region))
      expect(problem).toMatchObject({ code: 'provider-failed', status: 502, provider: { code } })
      expect(problem.provider?.kind).not.toBe('unknown')
      return
    }
    // What the cloud would refuse is refused here by the field, and is not sent.
    const sent = emulator.gateway.journal.entries().length
    if (!operation.request.safeParse(input).success) {
      const problem = await problemOf(await of().caller.call(name, input, region))
      expect(problem.code).toBe('bad-input')
      expect(Object.keys(problem.fields ?? {})).not.toEqual([])
      expect(emulator.gateway.journal.entries()).toHaveLength(sent)
    }
    // What it says no to then is the right to do so.
    const { emulator: cloud, input: fine } = await good()
    lead(cloud)
    const fault = cloud.gateway.faults.add({ kind: 'denied', operation: name })
    const denied = await problemOf(await of().caller.call(name, fine))
    cloud.gateway.faults.remove(fault.id)
    expect(denied).toMatchObject({ code: 'provider-failed', provider: { kind: 'denied', code: expect.any(String) } })
  })
}

interface Prepared {
  emulator: Emulator
  input: Record<string, unknown>
}
const lead = ({ url }: Emulator) => setEnv({ ...env(), providerGateway: url })
const problemOf = async (response: Response) => Problem.parse((await response.json()).error)
/** JD Cloud has the region in the path and at the host. */
const regionIn = ({ regionId }: Record<string, unknown>) => (typeof regionId === 'string' ? { region: regionId } : {})

/** One cloud for all rows of a service. */
function onOneCloud<Cloud extends { emulator: Emulator }>(
  service: ServiceId,
  start: () => Promise<Cloud>,
  cases: Readonly<Record<string, CaseOf<Cloud>>>,
) {
  describe(service, () => {
    let cloud: Cloud
    let caller: Awaited<ReturnType<typeof explorerCaller>>
    beforeAll(async () => {
      cloud = await start()
      caller = await explorerCaller(service, REGIONS[service])
    })
    afterAll(() => cloud.emulator.stop())

    test('has a case for every row', () => {
      expect(Object.keys(cases).sort()).toEqual(namesOf(service))
    })

    describe.each(Object.entries(cases))('%s', (name, { good, bad, code }) => {
      const prepared = async (input: CaseOf<Cloud>['good']) => ({
        emulator: cloud.emulator,
        input: await inputOf(input, cloud),
      })
      bothCalls(service, name, () => ({ caller }), { good: () => prepared(good), bad: () => prepared(bad), code })
    })
  })
}

const namesOf = (service: ServiceId) =>
  operationsOf(service)
    .map(({ name }) => name)
    .sort()

async function kvstore() {
  const cloud = await kvstoreCloud()
  await cloud.ask('InitializeKvstorePermission')
  return cloud
}
onOneCloud('alibaba-kvstore', kvstore, { ...KVSTORE, ...KVSTORE_DATA })

type KingsoftStage = Awaited<ReturnType<typeof kingsoftStage>>
/** Kingsoft's refused cases are written as they travel: here as the row's schema has them. */
const asTyped = (service: ServiceId, cases: typeof REDIS) =>
  Object.fromEntries(
    Object.entries(cases).map(([name, { good, bad, code }]) => {
      const typed = coerce((findOperation(service, name) as Operation).request, unflatten(Object.entries(bad))) // as above
      const prepare = async (stage: KingsoftStage) => ({ ...(await good(stage)) })
      return [name, { good: prepare, bad: typed as Record<string, unknown>, code }] // an object stays one
    }),
  )
onOneCloud('kingsoft-redis', kingsoftStage, asTyped('kingsoft-redis', REDIS))
onOneCloud('kingsoft-memcached', kingsoftStage, asTyped('kingsoft-memcached', MEMCACHED))

describe('jdcloud-redis', () => {
  let caller: Awaited<ReturnType<typeof explorerCaller>>
  const clouds: Awaited<ReturnType<typeof jdcloudCloud>>[] = []
  beforeAll(async () => {
    caller = await explorerCaller('jdcloud-redis', JD_REGION)
    // Work that is to be stopped must not be over at once.
    for (const pace of ['instant', 'demo'] as const) clouds.push(await jdcloudCloud({ pace }))
  })
  afterAll(() => Promise.all(clouds.map((cloud) => cloud.stop())))

  test('has a case for every row', () => {
    expect(Object.keys(JDCLOUD).sort()).toEqual(namesOf('jdcloud-redis'))
  })

  describe.each(Object.entries(JDCLOUD))('%s', (name, { good = {}, bad, code }) => {
    const prepared = async (given: NonNullable<(typeof JDCLOUD)[string]['good']>): Promise<Prepared> => {
      const cloud = clouds[name.startsWith('stop') ? 1 : 0]
      if (!cloud) throw new Error('no cloud was started')
      const subject = await cloud.make()
      const input = typeof given === 'function' ? await given(cloud, subject) : given
      return { emulator: cloud.emulator, input: onPath(subject, name, input) }
    }
    const refused = async (): Promise<Prepared> => {
      if (bad !== 'denied') return prepared(bad)
      const made = await prepared({})
      made.emulator.gateway.faults.add({ kind: 'denied', operation: name, count: 1 })
      return made
    }
    bothCalls('jdcloud-redis', name, () => ({ caller }), { good: () => prepared(good), bad: refused, code })
  })
})

test('a dry run that passes is said to have passed, and nothing is made', async () => {
  const cloud = await kvstoreCloud()
  lead(cloud.emulator)
  const caller = await explorerCaller('alibaba-kvstore', 'cn-hangzhou')
  const input = await inputOf(KVSTORE.CreateInstance?.good ?? {}, cloud)
  const problem = await problemOf(await caller.call('CreateInstance', { ...input, DryRun: true }))
  expect(problem.provider).toMatchObject({ kind: 'dry-run', code: 'DryRunOperation' })
  expect(cloud.emulator.world.all()).toEqual([])
  await cloud.emulator.stop()
})
