import { and, eq, or, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { callOperation } from '@/lib/bff/explorer/call'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { findOperation } from '@/lib/catalog'
import { readChange } from '@/lib/changes/store'
import { db } from '@/lib/db/client'
import { audit } from '@/lib/db/schema'
import type { Change } from '@/lib/model/change'
import type { OperationPreview } from '@/lib/model/operation'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, ask, changeStage, PLACES, workThrough } from './change-stage'

/** One request, wherever it is looked at: planned, shown, recorded, signed and received. */
let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => on.emulator.gateway.journal.clear())

/** What the input put into a request, by name: not what goes with every call of that cloud. */
function ownOf({ query, form, body }: OperationPreview): Record<string, unknown> {
  const parts = [...query, ...form].filter(({ own }) => own).map(({ name, value }) => [name, value])
  return { ...Object.fromEntries(parts), ...(body === null || body === '' ? {} : JSON.parse(body)) }
}
/** Names of what goes with every call: time, nonce, key, signature, version. */
const commonOf = ({ query, form }: OperationPreview) =>
  [...query, ...form].filter(({ own }) => !own).map(({ name }) => name)

const asText = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? value : `${value}`]),
  )

async function isTheSameEverywhere(change: Change) {
  const { operation, plan, accountId, region } = change
  const [service = '', name = ''] = operation.split('/')
  const received = on.emulator.gateway.journal.entries().filter((entry) => entry.operation === name)
  expect(received).toHaveLength(1)
  const [entry] = received
  if (!entry) return
  // What was shown is what came: nothing more, nothing else.
  const common = commonOf(plan.request)
  const came = Object.entries(entry.params).filter(([param]) => !common.includes(param))
  const path = new URL(plan.request.url).pathname
  expect([entry.method, entry.path.split('?')[0]]).toEqual([plan.request.method, path])
  expect(entry.host).toBe(new URL(plan.request.url).host)
  expect(asText(Object.fromEntries(came))).toEqual(asText(ownOf(plan.request)))

  // The audit log has the input of the call: it makes that very request.
  const about = or(eq(audit.requestId, change.id), sql`${audit.details} ->> 'change' = ${change.id}`)
  const [started, ...more] = await db()
    .select()
    .from(audit)
    .where(and(eq(audit.action, `operation:${operation}`), eq(audit.outcome, 'started'), about))
  expect(more).toEqual([])
  const { input } = (started?.details ?? {}) as { input?: Record<string, unknown> } // as the door records it
  const row = findOperation(service, name) ?? expect.unreachable(operation)
  const again = await previewOperation(operator, row, { accountId, region, input: input ?? {} })
  expect(again).toEqual(plan.request)
  expect(started?.accountId).toBe(accountId)
  expect(JSON.stringify([entry.path, entry.params])).toContain(change.instanceId)
}

test.each(Object.keys(PLACES) as ServiceId[])('of %s', async (service) => {
  const cache = await aCache(on.emulator, service)
  const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'the_same_name' } })
  expect(await workThrough(id)).toMatchObject({ state: 'done' })
  const change = await readChange(operator, id)
  expect(JSON.stringify(change.plan.request)).toContain('the_same_name')
  await isTheSameEverywhere(change)
})

test.each([
  ['alibaba-kvstore', 'ModifyInstanceMaintainTime', { MaintainStartTime: '17:00Z', MaintainEndTime: '18:00Z' }],
  ['kingsoft-redis', 'RenameCacheCluster', { Name: 'by_hand' }],
] as const)('of a call of %s by the explorer', async (service, name, input) => {
  const cache = await aCache(on.emulator, service)
  const operation = findOperation(service, name) ?? expect.unreachable(name)
  const target = operation.target ?? expect.unreachable(name)
  const { change } = await callOperation(
    operator,
    operation,
    { accountId: cache.accountId, region: PLACES[service].region, input: { ...input, [target]: cache.world.id } },
    { signal: new AbortController().signal },
  )
  await isTheSameEverywhere(await readChange(operator, change ?? ''))
})
