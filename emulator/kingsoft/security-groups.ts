import type { securityGroupOperations } from '@/lib/providers/kingsoft/redis/operations/security-group'
import type { Behaviours, Scene } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { settingsOf } from '../world/kingsoft-cache'
import { groupsOf, type SecurityGroup, securityGroups } from '../world/kingsoft-groups'
import { china } from './china'
import { businessError, cachesOf, newZone, ownerOf, zoneOf } from './find'

const MOST_GROUPS = 100
const MOST_RULES = 1_000
const MOST_BOUND = 5

/** Security groups: each belongs to a zone, and only instances of that zone can be in it. */
export const redisSecurityGroups = {
  CreateSecurityGroup: (scene, input) => {
    const group = newGroup(scene, input.AvailableZone, input.Name, input.Description)
    return { Data: row(scene, group) }
  },

  // The source may be in any zone; the copy goes to the one that is named.
  CloneSecurityGroup: (scene, input) => {
    const { world, owner, region } = scene
    const source = securityGroups(world).get(input.SrcSecurityGroupId)
    if (!source || source.region !== region || (owner !== undefined && source.owner !== owner))
      throw groupNotFound(input.SrcSecurityGroupId)
    const copy = newGroup(scene, input.AvailableZone, input.Name, input.Description)
    copy.rules = source.rules.map(({ cidr }) => ({ id: world.random.uuid(), cidr, createdAt: world.now() }))
    return { Data: row(scene, copy) }
  },

  ModifySecurityGroup: (scene, input) => {
    const group = groupOf(scene, input)
    group.name = input.Name
    group.description = input.Description
    group.updatedAt = scene.world.now()
    return { Data: null }
  },

  // What could not be deleted is told in the answer of a call that succeeds.
  DeleteSecurityGroup: (scene, input) => {
    const failed: { securityGroupId: string; message: string }[] = []
    const groups = visibleGroups(scene, input.AvailableZone)
    for (const id of input.SecurityGroupId) {
      const group = groups.find((one) => one.id === id)
      const bound = group ? boundTo(scene, group).length : 0
      if (!group) failed.push({ securityGroupId: id, message: '安全组不存在' })
      else if (bound > 0) failed.push({ securityGroupId: id, message: `安全组已绑定${bound}个实例` })
      else securityGroups(scene.world).delete(id)
    }
    return { Data: failed }
  },

  DescribeSecurityGroups: (scene, input) => {
    const { CacheId, FilterCache, Offset: offset, Limit: limit } = input
    const instance =
      CacheId === undefined ? undefined : inZone(scene, input.AvailableZone).find((i) => i.id === CacheId)
    const own =
      CacheId === undefined || FilterCache === undefined ? undefined : instance ? groupsOf(scene.world, instance) : []
    const groups = visibleGroups(scene, input.AvailableZone)
      .filter(({ id }) => own === undefined || own.includes(id) === FilterCache)
      .filter(({ name, description }) => !input.SearchKey || `${name} ${description}`.includes(input.SearchKey))
      .sort((a, b) => b.createdAt - a.createdAt)
    const list = groups.slice(offset, offset + limit).map((group) => row(scene, group))
    return { Data: { list, offset, limit, total: groups.length } }
  },

  DescribeSecurityGroup: (scene, input) => {
    const group = groupOf(scene, input)
    const rules = group.rules.filter(({ cidr }) => !input.SearchKey || cidr.includes(input.SearchKey))
    return {
      Data: {
        ...row(scene, group),
        rules: rules.slice(input.Offset, input.Offset + input.Limit).map(({ id, cidr, createdAt }) => ({
          id,
          cidr,
          createAt: china(createdAt).replace(' ', 'T'),
          fromPort: 6379,
          toPort: 6379,
          protocol: 'tcp',
        })),
        total: rules.length,
      },
    }
  },

  CreateSecurityGroupRule: (scene, input) => {
    const group = groupOf(scene, input)
    const added = [...new Set(input.Cidrs)].filter((cidr) => !group.rules.some((rule) => rule.cidr === cidr))
    if (group.rules.length + added.length > MOST_RULES)
      throw businessError(`The quota of ${MOST_RULES} rules in a security group is exceeded.`)
    const { world } = scene
    group.rules.push(...added.map((cidr) => ({ id: world.random.uuid(), cidr, createdAt: world.now() })))
    group.updatedAt = world.now()
    return { Data: null }
  },

  DeleteSecurityGroupRule: (scene, input) => {
    const group = groupOf(scene, input)
    const unknown = input.SecurityGroupRuleId.find((id) => !group.rules.some((rule) => rule.id === id))
    if (unknown !== undefined) throw businessError(`The rule ${unknown} does not exist.`)
    group.rules = group.rules.filter(({ id }) => !input.SecurityGroupRuleId.includes(id))
    group.updatedAt = scene.world.now()
    return { Data: null }
  },

  AllocateSecurityGroup: (scene, input) => {
    const groups = input.SecurityGroupId.map((id) => visibleGroup(scene, input.AvailableZone, id))
    const all = visibleGroups(scene, input.AvailableZone)
    return each(scene, input, (instance) => {
      const ids = new Set([...groupsOf(scene.world, instance), ...groups.map(({ id }) => id)])
      if (ids.size > MOST_BOUND) return `实例绑定的安全组已经达到${MOST_BOUND}条`
      const rules = all.filter(({ id }) => ids.has(id)).reduce((sum, group) => sum + group.rules.length, 0)
      if (rules > MOST_RULES) return `实例绑定的安全组规则已经达到${MOST_RULES}条`
      settingsOf(instance).groups = [...ids]
      return undefined
    })
  },

  DeallocateSecurityGroup: (scene, input) => {
    const { id } = visibleGroup(scene, input.AvailableZone, input.SecurityGroupId)
    return each(scene, input, (instance) => {
      const bound = groupsOf(scene.world, instance)
      if (!bound.includes(id)) return '实例绑定的安全组异常, 异常信息:未绑定该安全组'
      settingsOf(instance).groups = bound.filter((other) => other !== id)
      return undefined
    })
  },

  DescribeInstances: (scene, input) => {
    const group = groupOf(scene, input)
    const { FilterCache = true, Offset: offset, Limit: limit } = input
    const rows = inZone(scene, input.AvailableZone)
      .filter((i) => groupsOf(scene.world, i).includes(group.id) === FilterCache)
      .filter((i) => !input.SearchKey || `${i.name} ${i.privateIp}`.includes(input.SearchKey))
      .map((i) => ({
        id: i.id,
        name: i.name,
        ip: i.privateIp,
        mode: i.architecture === 'cluster' ? 1 : 2,
        created: china(i.createdAt),
      }))
    return { Data: { list: rows.slice(offset, offset + limit), offset, limit, total: rows.length } }
  },
} satisfies Behaviours<typeof securityGroupOperations>

/** Does something with every instance named; why it could not is told for each of the others. */
function each(
  scene: Scene,
  input: { AvailableZone?: string; CacheId: readonly string[] },
  change: (instance: CacheInstance) => string | undefined,
) {
  const known = inZone(scene, input.AvailableZone)
  const failed: { cacheId: string; name: string; message: string }[] = []
  for (const cacheId of input.CacheId) {
    const instance = known.find(({ id }) => id === cacheId)
    const message = instance ? change(instance) : '实例绑定的安全组异常, 异常信息:实例不存在'
    if (message !== undefined) failed.push({ cacheId, name: instance?.name ?? '', message })
  }
  return { Data: failed }
}

const inZone = (scene: Scene, zone: string | undefined) =>
  cachesOf('kingsoft-redis', scene).filter((i) => i.zone === zoneOf(scene.region, zone))

/** Groups of a zone that this key sees. */
function visibleGroups(scene: Scene, zone: string | undefined): SecurityGroup[] {
  const { world, owner, region } = scene
  // Looking at the instances makes the default groups that they are in.
  for (const instance of inZone(scene, zone)) groupsOf(world, instance)
  return [...securityGroups(world).values()].filter(
    (group) =>
      (owner === undefined || group.owner === owner) && group.region === region && group.zone === zoneOf(region, zone),
  )
}

export function visibleGroup(scene: Scene, zone: string | undefined, id: string): SecurityGroup {
  const found = visibleGroups(scene, zone).find((group) => group.id === id)
  if (!found) throw groupNotFound(id)
  return found
}

const groupOf = (scene: Scene, input: { AvailableZone?: string; SecurityGroupId: string }) =>
  visibleGroup(scene, input.AvailableZone, input.SecurityGroupId)

const groupNotFound = (id: string) => businessError(`The security group ${id} does not exist.`)

const boundTo = (scene: Scene, group: SecurityGroup) =>
  inZone(scene, group.zone).filter((instance) => groupsOf(scene.world, instance).includes(group.id))

function newGroup(scene: Scene, zone: string | undefined, name: string, description: string): SecurityGroup {
  const { world, region } = scene
  const owner = ownerOf(scene)
  const groups = securityGroups(world)
  const own = [...groups.values()].filter((group) => group.owner === owner && group.region === region)
  if (own.length >= MOST_GROUPS) throw businessError(`The quota of ${MOST_GROUPS} security groups is exceeded.`)
  const now = world.now()
  const group: SecurityGroup = {
    ...{ id: world.random.uuid(), owner, region, zone: newZone(scene, zone), name, description },
    ...{ createdAt: now, updatedAt: now, rules: [] },
  }
  groups.set(group.id, group)
  return group
}

const row = (scene: Scene, group: SecurityGroup) => ({
  securityGroupId: group.id,
  name: group.name,
  description: group.description,
  resourceNum: boundTo(scene, group).length,
  created: china(group.createdAt),
  updated: china(group.updatedAt),
})
