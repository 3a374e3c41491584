import { asc, inArray } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { inScope } from '@/lib/bff/permission'
import { ProblemError } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'
import type { NotTold } from '@/lib/model/access-lists'
import { refOf } from '@/lib/model/instance'
import { SERVICE_IDS } from '@/lib/model/service'
import type { FleetEvent, FleetMaintenance, UpkeepEvent } from '@/lib/model/tasks'
import type { ServiceId } from '@/lib/operation'
import { ProviderError } from '@/lib/providers/error'
import { TASKS_OF } from '@/lib/providers/task-registry'
import { notTold } from './not-told'
import { soonestFirst } from './tasks'

type AccountRow = typeof accounts.$inferSelect

/**
 * What clouds announce for all accounts in scope, asked of them now, an account beside the other: one that does not tell takes
 * nothing from the others. Accounts that are paused, and services without such an operation, are not asked.
 */
export async function fleetMaintenance(actor: Actor, signal?: AbortSignal): Promise<FleetMaintenance> {
  const rows = await db().select().from(accounts).orderBy(asc(accounts.name))
  const asked = rows
    .filter((account) => inScope(actor.scope, account) && !account.paused)
    .flatMap((account) =>
      SERVICE_IDS.filter((one) => account.services.includes(one)).flatMap((service) => {
        const events = TASKS_OF[service]?.events
        const region = account.regions[0]
        return events && region ? [{ account, service, region, read: events.readAll }] : []
      }),
    )
  const answers = await Promise.all(
    asked.map(async ({ account, service, region, read }) => {
      try {
        const { call } = await doorFor({ actor, accountId: account.id, lane: 'interactive', signal })
        return { account, service, events: await read(call, region, signal), missing: null }
      } catch (error) {
        if (signal?.aborted) throw error
        return { account, service, events: [], missing: reasonOf(error) }
      }
    }),
  )
  const events = await named(
    answers.flatMap(({ account, service, events: own }) => own.map((event) => ({ account, service, event }))),
  )
  return {
    at: new Date().toISOString(),
    events: soonestFirst(onceEach(events)),
    accounts: answers.map(({ account, missing }) => ({ id: account.id, name: account.name, missing })),
  }
}

function reasonOf(error: unknown): NotTold {
  if (error instanceof ProviderError) {
    const { operation: _, ...missing } = notTold(error)
    return missing
  }
  if (error instanceof ProblemError) return { kind: error.code, code: null, message: null }
  throw error
}

/** With the names that the inventory has. */
async function named(
  found: readonly { account: AccountRow; service: ServiceId; event: UpkeepEvent }[],
): Promise<FleetEvent[]> {
  const refs = found.map(({ account, service, event }) =>
    refOf({ service, accountId: account.id, region: event.region ?? '', id: event.instanceId }),
  )
  const known = refs.length
    ? await db()
        .select({ ref: inventory.ref, name: inventory.name })
        .from(inventory)
        .where(inArray(inventory.ref, refs))
    : []
  const names = new Map(known.map(({ ref, name }) => [ref, name]))
  return found.map(({ account, event }, index) => {
    const ref = refs[index] ?? ''
    return {
      ...event,
      accountId: account.id,
      accountName: account.name,
      environment: account.environment,
      ref: names.has(ref) ? ref : null,
      name: names.get(ref) ?? '',
    }
  })
}

/** Two accounts may have keys of one cloud account, which tells both of them: an event counts where its instance is known. */
function onceEach(events: readonly FleetEvent[]): FleetEvent[] {
  const known = new Map<string, FleetEvent>()
  for (const event of events) {
    const id = `${event.id} ${event.region} ${event.instanceId}`
    const before = known.get(id)
    if (!before || (before.ref === null && event.ref !== null)) known.set(id, event)
  }
  return [...known.values()]
}
