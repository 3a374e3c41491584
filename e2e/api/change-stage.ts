import { and, eq, inArray, sql } from 'drizzle-orm'
import { keysFrom } from '@/emulator/keys'
import { type Emulator, startEmulator } from '@/emulator/server'
import { backupsOf, nextBackupAt, setPolicy } from '@/emulator/world/backups'
import { build } from '@/emulator/world/build'
import type { CacheInstance } from '@/emulator/world/instance'
import { addAccount } from '@/lib/accounts/testing'
import type { Actor } from '@/lib/bff/actor'
import { confirmChange } from '@/lib/changes/decide'
import { isOver, POINTS, type Point } from '@/lib/changes/engine'
import { runChange } from '@/lib/changes/job'
import { expireOverdue } from '@/lib/changes/lease'
import { planChange } from '@/lib/changes/plan'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { inventory, users } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import { columnsOf } from '@/lib/inventory/store'
import type { Role, Scope } from '@/lib/model/access'
import type { AccountCreate } from '@/lib/model/account'
import { type Change, type ChangeConfirm, type ChangeDraft, RUNNING_STATES } from '@/lib/model/change'
import { refOf } from '@/lib/model/instance'
import { SERVICES } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { inventoryRow } from './facts'

export { POINTS }

const HOUR_MS = 3_600_000
const SECRET = 'changes-secret'
/** Access keys of the stage's clouds: whoever works beside others has one of their own, and faults and records of its own. */
export const accessKeyOf = (lane: number) => `LTAI5tChanges${String(lane).padStart(4, '0')}`
const LANES = 64
/** An access key that sees only the instances of its own fleet, as keys do whose company is not the only one. */
export const fleetOf = (fleet: number) => ({
  accessKeyId: `LTAI5tFleet${String(fleet).padStart(5, '0')}`,
  owner: `fleet-${fleet}`,
})
const FLEETS = 10

export const PLACES = {
  'alibaba-kvstore': { region: 'cn-hangzhou', class: 'redis.master.small.default', scheme: 'alibaba-rpc' },
  'jdcloud-redis': { region: 'cn-north-1', class: 'redis.m.micro.basic', scheme: 'jdcloud2' },
  'kingsoft-redis': { region: 'cn-beijing-6', class: '2', scheme: 'kingsoft-query' },
  'kingsoft-memcached': { region: 'cn-beijing-6', class: '2', scheme: 'kingsoft-query' },
} as const satisfies Record<ServiceId, object>

/** A local cloud with nothing in it and no quotas, and a database of its own. */
export async function changeStage() {
  const database = await testDatabase()
  const emulator = await startEmulator({
    profile: 'empty',
    pace: 'instant',
    quotas: false,
    keys: keysFrom({
      ...Object.fromEntries(Array.from({ length: LANES }, (_, lane) => [accessKeyOf(lane), SECRET])),
      ...Object.fromEntries(
        Array.from({ length: FLEETS }, (_, fleet) => fleetOf(fleet)).map(({ accessKeyId, owner }) => [
          accessKeyId,
          { secret: SECRET, owner },
        ]),
      ),
    }),
  })
  setEnv({ ...env(), providerGateway: emulator.url })
  return {
    emulator,
    databaseUrl: database.url,
    async end() {
      await closePools()
      await emulator.stop()
      await database.drop()
    },
  }
}

export interface Cache {
  ref: string
  accountId: string
  /** The truth. */
  world: CacheInstance
}

/** An account of one service and one region. */
export function anAccount(service: ServiceId, accessKeyId = accessKeyOf(0), more: Partial<AccountCreate> = {}) {
  const { region, scheme } = PLACES[service]
  const place = { provider: SERVICES[service].provider, services: [service], regions: [region], scheme }
  return addAccount({ accessKeyId, accessKeySecret: SECRET, ...place, ...more })
}

/** An instance in the cloud, known to the inventory, in an account of its own: quotas are counted by account. */
export const aCache = async (
  on: Pick<Emulator, 'world'>,
  service: ServiceId,
  over: Partial<CacheInstance> = {},
  lane = 0,
): Promise<Cache> => aCacheOf(await anAccount(service, accessKeyOf(lane)), on, service, over)

/** An instance in the cloud, known to the inventory, of this account. */
export async function aCacheOf(
  account: { id: string },
  { world }: Pick<Emulator, 'world'>,
  service: ServiceId,
  over: Partial<CacheInstance> = {},
): Promise<Cache> {
  const { region, class: size } = PLACES[service]
  const made = build(
    {
      service,
      owner: over.owner ?? 'whole-fleet',
      region,
      name: `cache_${newId()}`,
      class: over.class ?? size,
      used: 0.3,
    },
    world.random,
    world.now(),
  )
  Object.assign(made, { chargeType: 'pay-as-you-go', expiresAt: undefined, ...over, class: made.class })
  keepBackupsAway(made, world)
  world.add(made)
  const key = { service, accountId: account.id, region, id: made.id }
  const row = inventoryRow(account.id, region, made.id)
  const facts = { ...row.facts, name: made.name, locator: { zone: made.zone } }
  await db()
    .insert(inventory)
    .values({
      ...row,
      ref: refOf(key),
      service,
      provider: SERVICES[service].provider,
      facts,
      name: made.name,
      haystack: columnsOf(made.id, facts).haystack,
    })
  return { ref: refOf(key), accountId: account.id, world: made }
}

/** An automatic backup that is being made, or begins within the hour, would stand in the way of tests at that hour. */
function keepBackupsAway(cache: CacheInstance, { now, pace }: Emulator['world']) {
  const at = now()
  const sets = backupsOf(cache, at, pace)
  if (nextBackupAt(cache, at) - at > HOUR_MS && sets.every(({ finishedAt }) => finishedAt <= at)) return
  for (const set of sets) set.finishedAt = Math.min(set.finishedAt, at)
  const startMs = ((Math.floor(at / HOUR_MS) + 12) % 24) * HOUR_MS
  setPolicy(cache, { startMs, endMs: startMs + HOUR_MS }, at, pace)
}

/** A person who may act, as a route would make them. */
export async function actorOf(role: Role, scope: Scope = { kind: 'all' }): Promise<Actor> {
  const id = newId()
  const email = `${role}-${id}@example.com`
  const preferences = { locale: null, theme: 'system', timezone: 'local' } as const
  await db().insert(users).values({ id, email, name: role, role, scope, preferences })
  return { kind: 'user', id, label: email, role, scope, address: null, requestId: newId() }
}

/** Plans and confirms, with whatever the plan wants. */
export async function ask(actor: Actor, draft: Omit<ChangeDraft, 'params'> & { params?: object }): Promise<Change> {
  const planned = await planChange(actor, { ...draft, params: draft.params ?? {} } as ChangeDraft) // the action's own schema checks them
  return confirmChange(actor, planned.id, agreed(planned))
}

export const agreed = (change: Change): ChangeConfirm => ({
  typed: change.instanceId,
  acceptsCost: true,
  // Taken where the plan has none.
  reason: 'asked for by the owner',
})

export const stateOf = async (id: string) => {
  const [row] = await db().select().from(changes).where(eq(changes.id, id))
  if (!row) throw new Error(`no change ${id}`)
  return row
}

class Killed extends Error {}

/** Takes this very change as a worker does whose predecessor's lease has run out; undefined when it is neither running nor scheduled. */
async function taken(id: string) {
  const [row] = await db()
    .update(changes)
    .set({ fence: sql`${changes.fence} + 1`, leaseUntil: sql`now() + interval '30 seconds'`, nextAt: sql`now()` })
    .where(and(eq(changes.id, id), inArray(changes.state, [...RUNNING_STATES, 'scheduled'])))
    .returning()
  return row
}

/**
 * Works as one worker after another would, until the change ended: each is killed at its point, and the next one comes
 * when the lease has run out. The last one lives.
 */
export async function workThrough(id: string, kills: readonly Point[] = []) {
  const left = [...kills]
  for (let round = 0; round < 50; round++) {
    await expireOverdue()
    const row = await taken(id)
    if (!row) break
    const point = left.shift()
    let died = false
    const at = (reached: Point) => {
      if (reached !== point) return
      died = true
      throw new Killed(reached)
    }
    await runChange(row, new AbortController().signal, { at, graceSeconds: 0 }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
    if (!died && isOver(await stateOf(id))) break
  }
  return stateOf(id)
}
