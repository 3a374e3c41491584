import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { formOf, type Parameter } from '@/lib/model/parameter'
import {
  type AccountParameterGroups,
  PARAMETER_GROUP_SERVICES,
  type ParameterDefaults,
  type ParameterGroupDetail,
} from '@/lib/model/parameter-groups'
import { ProviderError } from '@/lib/providers/error'
import { PARAMETER_GROUPS_OF } from '@/lib/providers/parameter-group-registry'
import type { ToldParameter } from '@/lib/providers/parameters'
import { type GroupsAt, zonesOf } from './groups'

/**
 * Parameter groups of an account in one region, asked of its cloud now. A zone that is refused says so. Throws `not-found`
 * where the account has no service with such groups, `forbidden-scope`, and `bad-input` for a region that is not its.
 */
export async function readParameterGroups(
  actor: Actor,
  at: GroupsAt,
  signal?: AbortSignal,
): Promise<AccountParameterGroups> {
  const { door, service, reader } = await doorTo(actor, at, signal)
  const zones = await Promise.all(
    (await zonesOf(door, service, at, signal)).map(async (zone) => {
      try {
        return { zone, told: await reader.list(door.call, { region: at.region, zone }), missing: null }
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error
        const { kind, code, vendorMessage } = error
        return { zone, told: null, missing: { kind, code: code ?? null, message: vendorMessage ?? null } }
      }
    }),
  )
  const { operation, versions } = reader
  return { service, at: new Date().toISOString(), operation: operation.name, versions: [...versions], zones }
}

/** One of them with its values. Throws the cloud's `ProviderError` as well. */
export async function readParameterGroup(
  actor: Actor,
  at: GroupsAt & { zone: string; group: string },
  signal?: AbortSignal,
): Promise<ParameterGroupDetail> {
  const { door, service, reader } = await doorTo(actor, at, signal)
  const found = await reader.read(door.call, { region: at.region, zone: at.zone }, at.group)
  if (!found) throw problem('not-found')
  const { group, parameters, sources } = found
  return { ...group, service, at: new Date().toISOString(), sources, parameters: parameters.map(shown) }
}

/** What a new group begins with. Throws `bad-input` for a version that has none. */
export async function readParameterDefaults(
  actor: Actor,
  at: GroupsAt & { zone: string; version: string },
  signal?: AbortSignal,
): Promise<ParameterDefaults> {
  const { door, service, reader } = await doorTo(actor, at, signal)
  if (!reader.versions.some((one) => one === at.version)) throw fieldProblem('version', 'invalid')
  const { parameters, sources } = await reader.defaults(door.call, { region: at.region, zone: at.zone }, at.version)
  return { service, at: new Date().toISOString(), sources, parameters: parameters.map(shown) }
}

/** Nobody keeps what a group was: its own page of changes says who changed it. */
const shown = ({ validity, ...told }: ToldParameter): Parameter => ({
  ...told,
  validity: validity ? formOf(validity) : null,
  changed: null,
  wanted: null,
})

async function doorTo(actor: Actor, { accountId, region }: GroupsAt, signal?: AbortSignal) {
  const door = await doorFor({ actor, accountId, lane: 'interactive', signal, insist: true })
  const service = PARAMETER_GROUP_SERVICES.find((one) => door.account.services.includes(one))
  if (!service) throw problem('not-found')
  if (!door.account.regions.includes(region)) throw fieldProblem('region', 'invalid')
  return { door, service, reader: PARAMETER_GROUPS_OF[service] }
}
