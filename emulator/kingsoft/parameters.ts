import type { parameterOperations } from '@/lib/providers/kingsoft/redis/operations/parameter'
import type { Behaviours, Scene } from '../behaviour'
import { refuse } from '../gateway/refusal'
import type { CacheInstance } from '../world/instance'
import { settingsOf } from '../world/kingsoft-cache'
import { type ParameterGroup, parameterGroups } from '../world/kingsoft-groups'
import { liveOf } from '../world/live'
import { china } from './china'
import { businessError, mustBe, newZone, ownerOf, redisCache, STATUS, work, zoneOf } from './find'
import { accepts, definitionsOf, shown } from './parameter-table'

/** Parameters of Redis instances, and groups of parameters. */
export const redisParameters = {
  DescribeCacheParameters: (scene, input) => {
    const instance = redisCache(scene, input)
    const live = liveOf(instance)
    const values = new Map(settingsOf(instance).parameters)
    // What the server itself says, where there is one that knows the parameter.
    for (const { name } of definitionsOf(instance.version)) {
      const value = live?.parameter(name)
      if (value !== undefined) values.set(name, value)
    }
    return { Data: list(instance.version, values, 'instance') }
  },

  SetCacheParameters: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    if (input.Protocol !== instance.version)
      throw businessError(`The instance is of version ${instance.version}, not ${input.Protocol}.`)
    const { parameters } = settingsOf(instance)
    if (input.ResetAllParameters === 'true') parameters.clear()
    else put(parameters, instance.version, input.Parameters ?? [])
    work(scene.world, instance, STATUS.configuring)
    return { Data: null }
  },

  DescribeCacheDefaultParameters: (_scene, { ParamVersion }) => ({ Data: list(ParamVersion, new Map(), 'group') }),

  CreateCacheParameterGroup: (scene, input) => {
    const { world, region } = scene
    const values = put(new Map(), input.ParamVersion, input.Parameters)
    const now = world.now()
    const group: ParameterGroup = {
      id: world.random.uuid(),
      owner: ownerOf(scene),
      region,
      zone: newZone(scene, input.AvailableZone),
      name: input.Name,
      description: input.Description ?? '',
      version: input.ParamVersion,
      createdAt: now,
      updatedAt: now,
      values,
    }
    parameterGroups(world).set(group.id, group)
    return { Data: row(group) }
  },

  DescribeCacheParameterGroups: (scene, input) => {
    const groups = visible(scene, input.AvailableZone)
      .filter(({ id }) => !input.CacheParameterGroupId || id === input.CacheParameterGroupId)
      .filter(({ name }) => !input.Name || name.includes(input.Name))
      .filter(({ version }) => !input.ParamVersion || version === input.ParamVersion)
    const { Offset: offset, Limit: limit } = input
    return { Data: { list: groups.slice(offset, offset + limit).map(row), offset, limit, total: groups.length } }
  },

  DescribeCacheParameterGroup: (scene, input) => ({ Data: row(groupOf(scene, input)) }),

  ModifyCacheParameterGroup: (scene, input) => {
    const group = groupOf(scene, input)
    if (input.ParamVersion !== group.version)
      throw businessError(`The parameter group is of version ${group.version}, not ${input.ParamVersion}.`)
    put(group.values, group.version, input.Parameters)
    group.name = input.Name ?? group.name
    group.description = input.Description ?? group.description
    group.updatedAt = scene.world.now()
    return { Data: row(group) }
  },

  DeleteCacheParameterGroup: (scene, input) => {
    parameterGroups(scene.world).delete(groupOf(scene, input).id)
    return { Data: null }
  },

  SetCacheParameterGroup: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    const group = groupOf(scene, input)
    if (group.version !== instance.version)
      throw businessError(`The group is for version ${group.version}, the instance is of ${instance.version}.`)
    settingsOf(instance).parameters = new Map(group.values)
    work(scene.world, instance, STATUS.configuring)
    return { Data: null }
  },
} satisfies Behaviours<typeof parameterOperations>

/** The value of a parameter of an instance, or undefined when its version has no such parameter. */
export function parameterOf(instance: CacheInstance, name: string): string | undefined {
  const definition = definitionsOf(instance.version).find((one) => one.name === name)
  return settingsOf(instance).parameters.get(name) ?? definition?.preset
}

const list = (version: string, values: ReadonlyMap<string, string>, of: 'instance' | 'group') =>
  definitionsOf(version).map((one) => shown(version, one, values.get(one.name) ?? one.preset, of))

/** Checks all, then takes all over: a call with one wrong value changes nothing. */
function put(
  values: Map<string, string>,
  version: string,
  wanted: readonly { ParameterName: string; ParameterValue: string }[],
): Map<string, string> {
  const definitions = definitionsOf(version)
  for (const { ParameterName: name, ParameterValue: value } of wanted) {
    const definition = definitions.find((one) => one.name === name)
    if (!definition) throw refuse(400, 'InvalidParameter', `Version ${version} has no parameter ${name}.`)
    if (!accepts(definition, value)) throw refuse(400, 'InvalidParameter', `${value} is no value for ${name}.`)
  }
  for (const { ParameterName: name, ParameterValue: value } of wanted) {
    if (value === definitions.find((one) => one.name === name)?.preset) values.delete(name)
    else values.set(name, value)
  }
  return values
}

const visible = ({ world, owner, region }: Scene, zone: string | undefined) =>
  [...parameterGroups(world).values()].filter(
    (group) =>
      (owner === undefined || group.owner === owner) && group.region === region && group.zone === zoneOf(region, zone),
  )

function groupOf(scene: Scene, input: { AvailableZone?: string; CacheParameterGroupId: string }): ParameterGroup {
  const found = visible(scene, input.AvailableZone).find(({ id }) => id === input.CacheParameterGroupId)
  if (!found) throw businessError(`The parameter group ${input.CacheParameterGroupId} does not exist.`)
  return found
}

const row = (group: ParameterGroup) => ({
  id: group.id,
  name: group.name,
  description: group.description,
  paramVersion: group.version,
  engine: 'redis',
  created: china(group.createdAt),
  updated: china(group.updatedAt),
  parameters: list(group.version, group.values, 'group'),
})
