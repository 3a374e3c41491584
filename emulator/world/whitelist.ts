import { hash } from '../random'
import { perInstance } from './attached'
import type { CacheInstance } from './instance'

export interface AddressGroup {
  hidden: boolean
  addresses: string[]
}

/** The group that every instance has. Its addresses are the instance's own field, which all services know. */
export const DEFAULT_GROUP = 'default'
/** What is left of the default group when its last address goes: only the machine itself. */
const NOBODY = '127.0.0.1'

/** Further groups of an instance by name. Some have one that a migration service made for itself. */
const further = perInstance(
  ({ id, service }) =>
    new Map<string, AddressGroup>(
      service === 'alibaba-kvstore' && hash(id) % 5 === 0
        ? [['rds_replica_group', { hidden: true, addresses: ['100.100.202.0/24', '10.10.10.8'] }]]
        : [],
    ),
)

/** All groups of an instance, the default one first. */
export const groupsOf = (instance: CacheInstance): Map<string, AddressGroup> =>
  new Map([[DEFAULT_GROUP, { hidden: false, addresses: split(instance.securityIps) }], ...further(instance)])

/** Sets a group; one without addresses is gone, but the default group never is. */
export function setGroup(instance: CacheInstance, name: string, group: AddressGroup): void {
  if (name === DEFAULT_GROUP) instance.securityIps = group.addresses.join(',') || NOBODY
  else if (group.addresses.length > 0) further(instance).set(name, group)
  else further(instance).delete(name)
}

/** Every address that is let in, whatever its group. */
export const allAddresses = (instance: CacheInstance): string =>
  [...new Set([...groupsOf(instance).values()].flatMap(({ addresses }) => addresses))].join(',')

const split = (text: string) => text.split(',').filter(Boolean)

/** Security groups of servers that are let in. */
export const securityGroupsOf = perInstance(({ id, network }) => ({
  ids: network.type === 'vpc' && hash(`${id} security group`) % 4 === 0 ? [`sg-${id.split('-')[1]}`] : [],
}))
