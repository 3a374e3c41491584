import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import type { InstanceAccess, Told } from '@/lib/model/access-lists'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { ACCESS_OF, type Reader } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { lookAt } from './look'

/**
 * Who may connect to an instance, where, and as whom, asked of its cloud now. Throws `not-found`, `forbidden-scope`, and
 * the cloud's `ProviderError` when the instance itself cannot be read; what is refused beyond that is only missing.
 */
export async function readAccess(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<InstanceAccess> {
  const [known] = await db()
    .select()
    .from(inventory)
    .where(eq(inventory.ref, refOf(key)))
  const door = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  if (!known) throw problem('not-found')
  const { detail, at } = await lookAt(door, key, known.facts.locator, signal)
  if (!detail) throw problem('not-found')
  const { facts } = detail
  const target: Target = {
    region: key.region,
    id: key.id,
    locator: { ...known.facts.locator, ...facts.locator },
    detail,
  }
  const readers = ACCESS_OF[key.service]
  const asked = <T>(reader: Reader<T>) => tell(door.call, reader, target)
  const [lists, endpoints, direct, tls, accounts] = await Promise.all([
    Promise.all(readers.lists.map(async (reader) => ({ kind: reader.kind, ...(await asked(reader)) }))),
    readers.endpoints ? asked(readers.endpoints) : null,
    readers.direct ? asked(readers.direct) : null,
    readers.tls ? asked(readers.tls) : null,
    readers.accounts ? asked(readers.accounts) : null,
  ])
  const fromFacts = facts.endpoints.map((endpoint) => ({ ...endpoint, ip: null, endsAt: null }))
  return {
    at: at.toISOString(),
    lists,
    endpoints: endpoints ?? { operation: '', told: fromFacts, missing: null },
    direct,
    network: facts.network.type,
    tls,
    passwordFree: detail.passwordFree,
    hasPasswordFree: readers.passwordFree ?? false,
    accounts,
    tags: readers.tags ? facts.tags : null,
  }
}

async function tell<T>(call: Call, { operation, read }: Reader<T>, target: Target): Promise<Told<T>> {
  const { name } = operation
  try {
    return { operation: name, told: await read(call, target), missing: null }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { kind, code, vendorMessage } = error
    return { operation: name, told: null, missing: { kind, code: code ?? null, message: vendorMessage ?? null } }
  }
}
