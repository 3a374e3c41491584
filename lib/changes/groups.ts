import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { type Door, doorFor } from '@/lib/bff/execute'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import type { AccountGroups, GroupDetail } from '@/lib/model/groups'
import { SERVICE_IDS } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { CREATION_OF } from '@/lib/providers/creation-registry'
import { ProviderError } from '@/lib/providers/error'
import { GROUPS_OF, type GroupReader } from '@/lib/providers/group-registry'

export interface GroupsAt {
  accountId: string
  region: string
}

/**
 * Security groups of an account in one region, asked of its cloud now. A zone that is refused says so. Throws `not-found`
 * where the account has no service with such groups, `forbidden-scope`, and `bad-input` for a region that is not its.
 */
export async function readGroups(actor: Actor, at: GroupsAt, signal?: AbortSignal): Promise<AccountGroups> {
  const { door, service, reader } = await doorTo(actor, at, signal)
  const zones = await zonesOf(door, service, at, signal)
  const told = await Promise.all(
    zones.map(async (zone) => {
      try {
        return { zone, told: await reader.list(door.call, { region: at.region, zone }), missing: null }
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error
        const { kind, code, vendorMessage } = error
        return { zone, told: null, missing: { kind, code: code ?? null, message: vendorMessage ?? null } }
      }
    }),
  )
  return {
    service,
    at: new Date().toISOString(),
    operation: reader.operation.name,
    limits: limitsOf(reader),
    zones: told,
  }
}

/** One of them with its rules and the instances that it is bound to. Throws the cloud's `ProviderError` as well. */
export async function readGroup(
  actor: Actor,
  at: GroupsAt & { zone: string; group: string },
  signal?: AbortSignal,
): Promise<GroupDetail> {
  const { door, service, reader } = await doorTo(actor, at, signal)
  const found = await reader.read(door.call, { region: at.region, zone: at.zone }, at.group)
  if (!found) throw problem('not-found')
  const ids = found.boundTo.map(({ id }) => id)
  const rows =
    ids.length === 0
      ? []
      : await db()
          .select({ id: inventory.instanceId, ref: inventory.ref })
          .from(inventory)
          .where(
            and(
              eq(inventory.accountId, at.accountId),
              eq(inventory.service, service),
              eq(inventory.region, at.region),
              inArray(inventory.instanceId, ids),
              isNull(inventory.goneAt),
            ),
          )
  const refs = new Map(rows.map(({ id, ref }) => [id, ref]))
  return {
    ...found,
    service,
    at: new Date().toISOString(),
    limits: limitsOf(reader),
    boundTo: found.boundTo.map((one) => ({ ...one, ref: refs.get(one.id) ?? null })),
  }
}

const limitsOf = ({ mostGroups: groups, mostRules: rules, mostBound: bound }: GroupReader) => ({ groups, rules, bound })

async function doorTo(actor: Actor, { accountId, region }: GroupsAt, signal?: AbortSignal) {
  const door = await doorFor({ actor, accountId, lane: 'interactive', signal, insist: true })
  for (const service of SERVICE_IDS) {
    const reader = GROUPS_OF[service]
    if (!reader || !door.account.services.includes(service)) continue
    if (!door.account.regions.includes(region)) throw fieldProblem('region', 'invalid')
    return { door, service, reader }
  }
  throw problem('not-found')
}

/** Zones that its cloud names, and those that instances are in: a list that is refused leaves the latter. */
export async function zonesOf(door: Door, service: ServiceId, { accountId, region }: GroupsAt, signal?: AbortSignal) {
  const lister = CREATION_OF[service].listers.zone
  const listed = lister
    ? await lister.list(door.call, { region, signal }).catch((error: unknown) => {
        if (error instanceof ProviderError) return []
        throw error
      })
    : []
  const used = await db()
    .selectDistinct({ zone: inventory.zone })
    .from(inventory)
    .where(
      and(
        eq(inventory.accountId, accountId),
        eq(inventory.service, service),
        eq(inventory.region, region),
        isNull(inventory.goneAt),
      ),
    )
  return [...new Set([...listed.map(({ id }) => id), ...used.flatMap(({ zone }) => zone ?? [])])].sort()
}
