import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import type { GroupOfParameters, ParameterGroupReader } from '@/lib/providers/parameter-group-registry'
import type { ToldParameter } from '@/lib/providers/parameters'
import { kingsoftRedisOperations as op } from './catalog'
import type { Place } from './groups'
import { validityOf } from './validity'

/** DescribeCacheParameterGroups: so many come in one answer. */
const MOST = 10_000
/** CreateCacheParameterGroup names no versions; these have tables of parameters. */
export const GROUP_VERSIONS = ['2.8', '3.0', '4.0', '5.0'] as const

interface Group {
  id: string
  name?: string | null | undefined
  description?: string | null | undefined
  paramVersion?: string | null | undefined
  updated?: string | null | undefined
}

const rowOf = ({ id, name, description, paramVersion, updated }: Group): GroupOfParameters => ({
  id,
  name: name || id,
  description: orNull(description),
  version: orNull(paramVersion),
  updated: orNull(updated),
})

/** The parameter groups of one zone: other zones do not see them. */
export async function parameterGroupsOfZone(call: Call, { region, zone }: Place): Promise<GroupOfParameters[]> {
  const input = { AvailableZone: zone, Offset: 0, Limit: MOST }
  const { data } = await call(op.DescribeCacheParameterGroups, input, { region })
  return (data.Data.list ?? []).map(rowOf)
}

interface ToldHere {
  name: string
  desc?: string | null | undefined
  defaultValue?: string | null | undefined
  currentValue?: string | null | undefined
  validity?: Parameters<typeof validityOf>[0]
}

const parameterOf = ({ name, desc, defaultValue, currentValue, validity }: ToldHere): ToldParameter => ({
  name,
  value: currentValue ?? defaultValue ?? null,
  default: defaultValue ?? null,
  validity: validityOf(validity),
  restart: null,
  fixed: null,
  told: desc || null,
})

/** A version's parameters as they are in a new group. Throws what the cloud throws. */
export async function defaultsOfVersion(
  call: Call,
  { region, zone }: Place,
  version: (typeof GROUP_VERSIONS)[number],
): Promise<ToldParameter[]> {
  const input = { AvailableZone: zone, ParamVersion: version }
  const { data } = await call(op.DescribeCacheDefaultParameters, input, { region })
  return (data.Data ?? []).map((one) => ({ ...parameterOf(one), value: one.defaultValue ?? null }))
}

/** One group with its values. A group that is not there has no code of its own: the list tells, and comes first. */
export async function parameterGroup(call: Call, place: Place, id: string) {
  const listed = (await parameterGroupsOfZone(call, place)).find((one) => one.id === id)
  if (!listed) return undefined
  const input = { AvailableZone: place.zone, CacheParameterGroupId: id }
  const { data } = await call(op.DescribeCacheParameterGroup, input, { region: place.region })
  const told = rowOf(data.Data)
  return {
    // The manual's sample of one group names no version, that of the list none of the rest.
    group: { ...told, version: told.version ?? listed.version, updated: told.updated ?? listed.updated },
    parameters: (data.Data.parameters ?? []).map(parameterOf),
    sources: [op.DescribeCacheParameterGroup.name],
  }
}

const isVersion = (version: string) => GROUP_VERSIONS.find((one) => one === version)

/** Parameter groups of an account, zone by zone. */
export const parameterGroups: ParameterGroupReader = {
  operation: op.DescribeCacheParameterGroups,
  versions: GROUP_VERSIONS,
  list: parameterGroupsOfZone,
  read: parameterGroup,
  async defaults(call, place, version) {
    const known = isVersion(version)
    const parameters = known ? await defaultsOfVersion(call, place, known) : []
    return { parameters, sources: [op.DescribeCacheDefaultParameters.name] }
  },
}
