import { type InstanceKey, keyOf } from './instance'

/** A security group of an account, which is of a zone and of no instance. */
export interface GroupPlace {
  key: InstanceKey
  zone: string
}

const PREFIX = 'group.'
/** What stands for a group that its cloud has not named yet, before its name: of two of one name one runs at a time. */
const NEW = 'new-'

/** How a change names a security group: `group.service.account.region.zone.id`. */
export const groupRefOf = ({ key, zone }: GroupPlace): string =>
  `${PREFIX}${key.service}.${key.accountId}.${key.region}.${zone}.${key.id}`

/** The same of one that is to be made. */
export const newGroupRef = ({ key, zone }: { key: Omit<InstanceKey, 'id'>; zone: string }, name: string): string =>
  groupRefOf({ key: { ...key, id: `${NEW}${name}` }, zone })

/** The group that a reference names, or undefined when it is not one. */
export function groupPlaceOf(ref: string): GroupPlace | undefined {
  if (!ref.startsWith(PREFIX)) return undefined
  const [service, accountId, region, zone = '', ...id] = ref.slice(PREFIX.length).split('.')
  const key = keyOf([service, accountId, region, id.join('.')].join('.'))
  return key && zone ? { key, zone } : undefined
}

/** Whether it is one that is to be made. */
export const isNewGroup = ({ key }: GroupPlace): boolean => key.id.startsWith(NEW)
