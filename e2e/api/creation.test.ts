import { desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { build } from '@/emulator/world/build'
import type { CacheInstance } from '@/emulator/world/instance'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import type { Actor } from '@/lib/bff/actor'
import { createChoices, createLike } from '@/lib/changes/create-choices'
import { planCreation } from '@/lib/changes/create-plan'
import { approveChange, changeNow, confirmChange } from '@/lib/changes/decide'
import type { Point } from '@/lib/changes/engine'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { listChanges } from '@/lib/changes/list'
import { planChange } from '@/lib/changes/plan'
import { savePolicies } from '@/lib/changes/policy'
import { readChange } from '@/lib/changes/store'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { audit, inventory, settings } from '@/lib/db/schema'
import type { Change } from '@/lib/model/change'
import type { CreateDraft } from '@/lib/model/create'
import { keyOf, refOf } from '@/lib/model/instance'
import { RateCardDraft } from '@/lib/model/rate-card'
import type { ServiceId } from '@/lib/operation'
import { saveCard } from '@/lib/rates/store'
import { aCache, actorOf, changeStage, PLACES, POINTS, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const PASSWORD = { 'jdcloud-redis': 'Planted1Passw0rd' } as const
const passwordFor = (service: ServiceId) => (service in PASSWORD ? PASSWORD['jdcloud-redis'] : 'PlantedPassw0rd1')

interface Case {
  service: ServiceId
  operation: string
  tokened: boolean
  /** The name is put in, and the network of an instance that is there. */
  params: Record<string, unknown>
}
const CASES: Case[] = [
  {
    service: 'alibaba-kvstore',
    operation: 'CreateInstance',
    tokened: true,
    params: {
      class: 'redis.master.small.default',
      zone: 'cn-hangzhou-h',
      port: 6380,
      tags: [{ key: 'team', value: 'a' }],
    },
  },
  {
    service: 'jdcloud-redis',
    operation: 'createCacheInstance',
    tokened: false,
    params: { class: 'redis.m.micro.basic', zone: 'cn-north-1a', description: 'for orders' },
  },
  {
    service: 'kingsoft-redis',
    operation: 'CreateCacheCluster',
    tokened: false,
    params: { gb: 2, zone: 'cn-beijing-6a', backupHour: '03:00-04:00' },
  },
  { service: 'kingsoft-memcached', operation: 'CreateCacheCluster', tokened: false, params: { gb: 2, replicas: 1 } },
]

let names = 0
const aName = () => `made_by_test${++names}`

async function aDraft({ service, params }: Case, more: Record<string, unknown> = {}): Promise<CreateDraft> {
  const { accountId, world } = await aCache(on.emulator, service)
  const network = { vpcId: world.network.vpcId ?? 'vpc-1', subnetId: world.network.subnetId ?? 'subnet-1' }
  const { region } = PLACES[service]
  return { service, accountId, region, params: { name: aName(), ...network, ...params, ...more } }
}

const made = (name: unknown): CacheInstance[] => on.emulator.world.all().filter((one) => one.name === name)
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)

async function asked(draft: CreateDraft): Promise<Change> {
  const planned = await planCreation(operator, draft)
  return confirmChange(operator, planned.id, { acceptsCost: true, reason: 'the orders grow' })
}

describe.each(CASES)('new instances of $service', (one) => {
  const { service, operation, tokened } = one

  test('are planned, sent as shown, and done when they run', async () => {
    const draft = await aDraft(one, { password: passwordFor(service) })
    const planned = await planCreation(operator, draft)
    expect(planned).toMatchObject({ action: 'create', kind: 'write', state: 'planned', created: [] })
    expect(planned.plan).toMatchObject({ blocked: false, costs: true })
    expect(planned.plan.rows).toContainEqual({ field: 'create.name', from: null, to: draft.params.name })
    expect(sent(operation)).toEqual([])
    await expect(confirmChange(operator, planned.id, {})).rejects.toMatchObject({ code: 'bad-input' })
    await confirmChange(operator, planned.id, { acceptsCost: true })
    expect(await workThrough(planned.id)).toMatchObject({ state: 'done', sends: 1, sealed: null, known: null })

    const [instance, ...others] = made(draft.params.name)
    expect(others).toEqual([])
    const change = await readChange(operator, planned.id)
    expect(change.created).toEqual([refOf({ ...draft, id: instance?.id ?? '' })])
    expect(change.ref).toBe(change.created[0])
    expect(change.instanceId).toBe(instance?.id)
    expect(change.evidence).toMatchObject({ finding: 'as-wanted' })
    const steps = ['planned', 'confirmed', 'recorded', 'answered', 'named', 'ended']
    expect(change.steps.map(({ step }) => step)).toEqual(steps)
    expect((await listChanges(operator, { ref: change.ref })).items.map(({ id }) => id)).toEqual([planned.id])

    // What was shown is what came, secrets apart; the cloud knows the password, and nobody else.
    const [received] = sent(operation)
    const { query, form, body } = planned.plan.request
    for (const { name, value, own } of [...query, ...form]) {
      if (own && value !== '******') expect(String(received?.params[name])).toBe(value)
    }
    if (body) expect(JSON.stringify(received?.params)).toContain(String(draft.params.name))
    expect(JSON.stringify(planned)).not.toContain(passwordFor(service))
    const rows = await db().select().from(changes).where(eq(changes.id, planned.id))
    const entries = await db().select().from(audit).orderBy(desc(audit.seq)).limit(40)
    for (const place of [rows, entries, change]) expect(JSON.stringify(place)).not.toContain(passwordFor(service))
    const ended = entries.find(({ action, target }) => action === 'change.ended' && target === instance?.id)
    expect(ended).toMatchObject({ outcome: 'succeeded' })
  })

  test('are exactly one when the answer is lost', async () => {
    const draft = await aDraft(one)
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation, count: 1 })
    const { id } = await asked(draft)
    const end = await workThrough(id)
    // Only with a token it is sent again, and each time is on record.
    expect(end).toMatchObject({ state: 'done', sends: tokened ? 2 : 1 })
    expect(sent(operation).map(({ params }) => params.Token)).toEqual(tokened ? [id, id] : [undefined])
    expect(made(draft.params.name)).toHaveLength(1)
    expect(end.made).toEqual([made(draft.params.name)[0]?.id])
    expect(end.evidence?.finding).toBe(tokened ? 'as-wanted' : 'made')
  })

  test('did not happen when nothing came of it and nothing is there', async () => {
    const draft = await aDraft(one)
    on.emulator.gateway.faults.add({ kind: 'drop-before', operation })
    const { id } = await asked(draft)
    const end = await workThrough(id)
    expect(end).toMatchObject({ state: 'failed', sends: tokened ? 3 : 1, evidence: { finding: 'not-made' } })
    expect(made(draft.params.name)).toEqual([])
  })

  // The steps are the same for all without a token.
  const points = service.startsWith('kingsoft') ? (['recorded', 'sent'] as const) : (['none', ...POINTS] as const)
  test.each(points)('are one whatever happens to its worker: %s', async (point) => {
    for (const lost of [false, true]) {
      on.emulator.gateway.faults.clear()
      on.emulator.gateway.journal.clear()
      const draft = await aDraft(one)
      if (lost) on.emulator.gateway.faults.add({ kind: 'drop-after', operation, count: 1 })
      const { id } = await asked(draft)
      const end = await workThrough(id, point === 'none' ? [] : [point])
      // Recorded and not sent: only a token lets the next worker send it.
      const happened = tokened || point !== 'recorded'
      expect(end).toMatchObject({ state: happened ? 'done' : 'failed', sealed: null })
      expect(made(draft.params.name)).toHaveLength(happened ? 1 : 0)
      if (!tokened) expect(sent(operation)).toHaveLength(happened ? 1 : 0)
    }
  })

  test('are refused by the field when something is wrong', async () => {
    const draft = await aDraft(one, { password: 'short', chargeType: 'subscription', months: undefined })
    await expect(planCreation(operator, draft)).rejects.toMatchObject({
      code: 'bad-input',
      extra: { fields: { 'params.months': { code: 'required-when' }, 'params.password': expect.anything() } },
    })
  })

  test('are not made where the console does not look', async () => {
    const draft = { ...(await aDraft(one)), region: 'nowhere-1' }
    const refused = { code: 'bad-input', extra: { fields: { region: { code: 'invalid' } } } }
    await expect(planCreation(operator, draft)).rejects.toMatchObject(refused)
    await expect(createChoices(operator, draft)).rejects.toMatchObject(refused)
  })

  test('can be made like one that is there', async () => {
    const cache = await aCache(on.emulator, service)
    const key = keyOf(cache.ref)
    if (!key) throw new Error('no key')
    const [row] = await db().select().from(inventory).where(eq(inventory.ref, cache.ref))
    const facts = { ...row?.facts, memoryMb: 2_048, class: cache.world.class, network: { ...cache.world.network } }
    await db()
      .update(inventory)
      .set({ facts: facts as never })
      .where(eq(inventory.ref, cache.ref)) // facts stay facts
    const like = await createLike(operator, key)
    expect(like.unknown).toEqual(expect.arrayContaining(['name', 'password']))
    expect(like.params).not.toHaveProperty('password')
    const size = 'gb' in one.params ? { gb: 2 } : { class: cache.world.class }
    expect(like.params).toMatchObject({ ...size, vpcId: cache.world.network.vpcId })
  })

  test('are offered what its cloud lists, and what instances there use', async () => {
    const draft = await aDraft(one)
    const { lists, leftOut } = await createChoices(operator, draft)
    expect(leftOut).toContain('whitelist')
    expect(lists).toHaveProperty('vpcId')
    if ('zone' in one.params) {
      expect(lists.zone).toMatchObject({ source: 'cloud', error: null })
      expect(lists.zone?.items.map(({ id }) => id)).toContain(one.params.zone)
    }
  })
})

test('several at once have all their ids, and the token when sent again', async () => {
  const [one] = CASES
  if (!one) return
  const draft = await aDraft(one, { count: 3, port: undefined, tags: undefined })
  on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'CreateInstances', count: 4 })
  const { id } = await asked(draft)
  const end = await workThrough(id)
  expect(end).toMatchObject({ state: 'done' })
  expect(end.sends).toBeGreaterThan(1)
  expect(new Set(sent('CreateInstances').map(({ params }) => params.Token))).toEqual(new Set([id]))
  expect(
    made(draft.params.name)
      .map((instance) => instance.id)
      .sort(),
  ).toEqual([...end.made].sort())
  expect(end.made).toHaveLength(3)
  const [last] = end.made.slice(-1)
  const ref = refOf({ ...draft, id: last ?? '' })
  expect((await listChanges(operator, { ref })).items.map((item) => item.id)).toEqual([id])
})

test('a subscription is not paid unless chosen, and only one that is paid at once takes everything', async () => {
  const [one] = CASES
  if (!one) return
  const months = { chargeType: 'subscription', months: 3 }
  const draft = await aDraft(one, { ...months, port: undefined, tags: undefined })
  const planned = await planCreation(operator, draft)
  expect(planned.operation).toBe('alibaba-kvstore/CreateInstances')
  expect(planned.plan.consequences.map(({ id }) => id)).toEqual([
    'not-releasable-after',
    'order-waits',
    'order-by-several',
  ])
  expect(planned.plan.money).toMatchObject({ paid: false, today: { currency: 'CNY', count: 3, unit: 'month' } })
  await confirmChange(operator, planned.id, { acceptsCost: true })
  expect(await workThrough(planned.id)).toMatchObject({ state: 'done' })
  expect(sent('CreateInstances')[0]?.params.AutoPay).toBe('false')
  await expect(planCreation(operator, await aDraft(one, months))).rejects.toMatchObject({
    extra: { fields: { 'params.port': { code: 'rule' }, 'params.tags': { code: 'rule' } } },
  })
  const paid = await planCreation(operator, await aDraft(one, { ...months, pay: true }))
  expect(paid.operation).toBe('alibaba-kvstore/CreateInstance')
  expect(paid.plan.consequences.map(({ id }) => id)).toContain('paid-by-itself')
})

test('where nobody quotes, the rate card estimates what the size alone prices', async () => {
  const [, , , memcached] = CASES
  if (!memcached) return
  const line = {
    service: 'kingsoft-memcached',
    class: null,
    memoryMb: 2_048,
    region: null,
    chargeType: 'subscription',
    unit: 'month',
    amount: '96',
    currency: 'CNY',
    perShard: false,
  }
  const admin = await actorOf('admin')
  await saveCard(admin, RateCardDraft.parse({ version: 0, validFrom: '2026-01-01', lines: [line] }))
  const months = { chargeType: 'subscription', months: 3 }
  const alone = await planCreation(operator, await aDraft(memcached, { ...months, replicas: 0 }))
  expect(alone.plan.money).toMatchObject({
    today: { amount: '288', count: 3, source: { kind: 'estimate' } },
    todayIs: 'due',
    ends: { months: 3 },
  })
  const replicated = await planCreation(operator, await aDraft(memcached, { ...months, replicas: 1 }))
  expect(replicated.plan.money).toMatchObject({ after: null, missing: { why: 'no-price-known' } })
})

test('a zone that sells nothing blocks the plan', async () => {
  const [one] = CASES
  if (!one) return
  const closed = await planCreation(operator, await aDraft(one, { zone: 'cn-hangzhou-b' }))
  expect(closed.plan.blocked).toBe(true)
  const check = { id: 'zone-offered', result: 'block', params: { zone: 'cn-hangzhou-b' } }
  expect(closed.plan.checks).toContainEqual(check)
  const confirming = confirmChange(operator, closed.id, { acceptsCost: true })
  await expect(confirming).rejects.toMatchObject({ code: 'change-blocked' })
})

test('a size that is not on offer blocks the plan, and how much its cloud still allows is told', async () => {
  const [alibaba, jdcloud] = CASES
  if (!alibaba || !jdcloud) return
  const unknown = await planCreation(operator, await aDraft(alibaba, { class: 'redis.never.sold' }))
  expect(unknown.plan.blocked).toBe(true)
  expect(unknown.plan.checks).toContainEqual({ id: 'stock', result: 'block', reason: { code: 'not-sold' } })
  const sold = await planCreation(operator, await aDraft(jdcloud))
  expect(sold.plan.checks.find(({ id }) => id === 'quota')).toMatchObject({ result: 'ok', params: { adds: 1 } })
})

test('what it starts from is looked at again: a backup that is gone stops it before anything is sent', async () => {
  const [, jdcloud] = CASES
  if (!jdcloud) return
  const draft = await aDraft(jdcloud)
  const source = on.emulator.world
    .all()
    .filter(({ service }) => service === 'jdcloud-redis')
    .at(-1)
  if (!source) throw new Error('no source')
  const { lists } = await createChoices(operator, { ...draft, source: source.id })
  const backup = lists.backupId?.items.find(({ refused }) => refused === null)
  const from = { sourceInstanceId: source.id, backupId: backup?.id }
  const { id, plan } = await asked({ ...draft, params: { ...draft.params, ...from } })
  expect(plan.consequences.map((one) => one.id)).toContain('starts-with-data')
  detailsOf(source, on.emulator.world.now()).backups.splice(0)
  expect((await changeNow(operator, id)).reason).toEqual({ code: 'source-gone', params: { what: backup?.id } })
  expect(await workThrough(id)).toMatchObject({ state: 'stopped', sends: 0, error: { code: 'source-backup' } })
  expect(sent('createCacheInstance')).toEqual([])
})

test('copies beside the master are counted as people count them, and its cloud is told them with the master', async () => {
  const [, jdcloud] = CASES
  if (!jdcloud) return
  const cache = await aCache(on.emulator, 'jdcloud-redis')
  const { service, params } = jdcloud
  const network = { vpcId: 'vpc-1', subnetId: 'subnet-1' }
  const { plan } = await planCreation(operator, {
    service,
    accountId: cache.accountId,
    region: PLACES[service].region,
    params: { ...params, ...network, name: aName(), replicas: 2 },
  })
  expect(plan.rows).toContainEqual({ field: 'create.replicas', from: null, to: 2 })
  expect(JSON.parse(plan.request.body ?? '')).toMatchObject({ cacheInstance: { replicaNumber: 3 } })
  detailsOf(cache.world, on.emulator.world.now()).replicas = 3
  const read = await planChange(operator, { ref: cache.ref, action: 'rename', params: { name: 'copied' } })
  expect((await stateOf(read.id)).before?.facts.replicas).toBe(2)
})

test('of two that nobody could tell apart only one runs', async () => {
  const [, jdcloud] = CASES
  if (!jdcloud) return
  const draft = await aDraft(jdcloud)
  const [first, second] = [await planCreation(operator, draft), await planCreation(operator, draft)]
  await confirmChange(operator, first.id, { acceptsCost: true })
  await expect(confirmChange(operator, second.id, { acceptsCost: true })).rejects.toMatchObject({ code: 'change-busy' })
  expect(await workThrough(first.id)).toMatchObject({ state: 'done' })
})

test('when two of the name are new and no answer came, a person has to look', async () => {
  const [, jdcloud] = CASES
  if (!jdcloud) return
  const draft = await aDraft(jdcloud)
  on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'createCacheInstance', count: 1 })
  const { id } = await asked(draft)
  const row = await claimChange()
  if (row?.id !== id) throw new Error('not claimed')
  // Somebody makes one in the cloud's own console, right then.
  const at = (point: Point) => {
    if (point !== 'recorded') return
    const { world } = on.emulator
    const { region, class: size } = PLACES['jdcloud-redis']
    const own = { service: 'jdcloud-redis', owner: 'whole-fleet', region, class: size, used: 0 } as const
    const other = build({ ...own, name: String(draft.params.name) }, world.random, world.now())
    world.add(Object.assign(other, { chargeType: 'pay-as-you-go', expiresAt: undefined }))
  }
  await runChange(row, new AbortController().signal, { at, graceSeconds: 0 })
  const change = await readChange(operator, id)
  expect(change).toMatchObject({ state: 'human', sends: 1, created: [], evidence: { finding: 'cannot-tell' } })
  const found = change.evidence?.read.filter(({ field }) => field === 'create.instance').map((one) => one.found)
  expect(found?.sort()).toEqual(
    made(draft.params.name)
      .map((one) => one.id)
      .sort(),
  )
})

test('one of the same name that somebody else made meanwhile is not taken for ours', async () => {
  const [, jdcloud] = CASES
  if (!jdcloud) return
  const draft = await aDraft(jdcloud)
  const before = await aCache(on.emulator, 'jdcloud-redis', { name: String(draft.params.name) })
  on.emulator.gateway.faults.add({ kind: 'drop-before', operation: 'createCacheInstance', count: 1 })
  const { id } = await asked(draft)
  expect(await workThrough(id)).toMatchObject({ state: 'failed', made: [] })
  expect(made(draft.params.name).map((one) => one.id)).toEqual([before.world.id])
})

test('a time may be chosen: it is planned again then, and stopped if it got worse', async () => {
  const [one] = CASES
  if (!one) return
  const at = new Date(Date.now() + 3_600_000).toISOString()
  const ends: unknown[] = []
  for (const closes of [false, true]) {
    const draft = await aDraft(one)
    const planned = await planCreation(operator, draft)
    await expect(
      confirmChange(operator, planned.id, { acceptsCost: true, when: { kind: 'window' } }),
    ).rejects.toMatchObject({ extra: { fields: { when: { code: 'no-window' } } } })
    const waits = await confirmChange(operator, planned.id, { acceptsCost: true, when: { kind: 'at', at } })
    expect(waits.state).toBe('scheduled')
    if (closes) on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeZones' })
    await db().update(changes).set({ scheduledAt: sql`now()` }).where(eq(changes.id, planned.id))
    const end = await workThrough(planned.id)
    ends.push({ state: end.state, finding: end.evidence?.finding, made: made(draft.params.name).length })
  }
  expect(ends).toEqual([
    { state: 'done', finding: 'as-wanted', made: 1 },
    { state: 'stopped', finding: 'worse', made: 0 },
  ])
})

test('a policy wants a second person, who sees whether it can still be ordered', async () => {
  const [, , kingsoft] = CASES
  if (!kingsoft) return
  const admin = await actorOf('admin')
  const policy = {
    name: 'no money alone',
    environments: [],
    kinds: [],
    actions: ['create' as const],
    approval: true,
    expiresMinutes: 60,
    breakGlass: false,
  }
  await savePolicies(admin, { version: 0, policies: [policy] })
  const draft = await aDraft(kingsoft)
  const change = await asked(draft)
  expect(change).toMatchObject({ state: 'waiting', policy: 'no money alone' })
  await expect(approveChange(operator, change.id)).rejects.toMatchObject({ code: 'own-change' })
  expect(await changeNow(admin, change.id)).toMatchObject({ moved: [], reason: null })
  await approveChange(admin, change.id)
  expect(await workThrough(change.id)).toMatchObject({ state: 'done', approvedBy: admin.id })
  expect(made(draft.params.name)).toHaveLength(1)
})
