import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import type { GroupReader, GroupRow } from '@/lib/providers/group-registry'
import type { AddressRule } from '../address-rules'
import { kingsoftRedisOperations as op } from './catalog'

/** Rules that a group may have, and groups that an account may have: all of them come in one answer. */
export const MOST_RULES = 1_000
/** CreateSecurityGroup: so many groups may be made. */
export const MOST_GROUPS = 100
/** AllocateSecurityGroup: so many may be bound to an instance. */
export const MOST_BOUND = 5

export interface Place {
  region: string
  zone: string
}

const rowOf = (group: {
  securityGroupId: string
  name?: string | null | undefined
  description?: string | null | undefined
  resourceNum?: number | null | undefined
}): GroupRow => ({
  id: group.securityGroupId,
  name: group.name || group.securityGroupId,
  description: orNull(group.description),
  instances: group.resourceNum ?? null,
})

/** The groups of one zone: other zones do not see them. */
export async function groupsOfZone(call: Call, { region, zone }: Place): Promise<GroupRow[]> {
  const input = { AvailableZone: zone, Offset: 0, Limit: MOST_RULES }
  const { data } = await call(op.DescribeSecurityGroups, input, { region })
  return (data.Data.list ?? []).map(rowOf)
}

/** The rules of a group, with their ids. */
export async function rulesOfGroup(call: Call, { region, zone }: Place, id: string): Promise<AddressRule[]> {
  const input = { AvailableZone: zone, SecurityGroupId: id, Offset: 0, Limit: MOST_RULES }
  const { data } = await call(op.DescribeSecurityGroup, input, { region })
  return (data.Data.rules ?? []).flatMap(({ id: rule, cidr }) => (cidr ? [{ id: rule, cidr }] : []))
}

/** Instances that a group is bound to. */
export async function instancesOfGroup(call: Call, { region, zone }: Place, id: string) {
  const input = { AvailableZone: zone, SecurityGroupId: id, FilterCache: true, Offset: 0, Limit: MOST_RULES }
  const { data } = await call(op.DescribeInstances, input, { region })
  return (data.Data.list ?? []).map((one) => ({ id: one.id, name: one.name || one.id }))
}

/** Groups that are bound to one instance, or those that are not. */
export async function groupsAt(call: Call, { region, zone }: Place, cache: string, bound: boolean) {
  const input = { AvailableZone: zone, CacheId: cache, FilterCache: bound, Offset: 0, Limit: MOST_RULES }
  const { data } = await call(op.DescribeSecurityGroups, input, { region })
  return (data.Data.list ?? []).map(rowOf)
}

/** Security groups of an account, zone by zone. */
export const groups: GroupReader = {
  operation: op.DescribeSecurityGroups,
  mostGroups: MOST_GROUPS,
  mostRules: MOST_RULES,
  mostBound: MOST_BOUND,
  list: groupsOfZone,
  async read(call, place, id) {
    // A group that is not there has no code of its own: the list tells.
    const found = (await groupsOfZone(call, place)).find((group) => group.id === id)
    if (!found) return undefined
    const [rules, instances] = await Promise.all([rulesOfGroup(call, place, id), instancesOfGroup(call, place, id)])
    return { ...found, rules: rules.map((rule) => ({ id: rule.id, entry: rule.cidr })), boundTo: instances }
  },
}
