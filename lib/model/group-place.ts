import { type InstanceKey, keyOf } from './instance'

/** What an account has in a zone and no instance is: a group of rules, or a group of parameters. Actions name it as well. */
export const GROUP_KINDS = ['group', 'parameter-group'] as const
export type GroupKind = (typeof GROUP_KINDS)[number]

/** A group of an account, which is of a zone and of no instance. */
export interface GroupPlace {
  key: InstanceKey
  zone: string
  /** Left out: a security group. */
  of?: GroupKind
}

/** What stands for a group that its cloud has not named yet, before its name: of two of one name one runs at a time. */
const NEW = 'new-'

/** How a change names a group: `group.service.account.region.zone.id`, or `parameter-group.service.…`. */
export const groupRefOf = ({ key, zone, of = 'group' }: GroupPlace): string =>
  `${of}.${key.service}.${key.accountId}.${key.region}.${zone}.${key.id}`

/** The same of one that is to be made. */
export const newGroupRef = (
  { key, zone, of }: Omit<GroupPlace, 'key'> & { key: Omit<InstanceKey, 'id'> },
  name: string,
): string => groupRefOf({ key: { ...key, id: `${NEW}${name}` }, zone, of })

/** The group that a reference names, or undefined when it is not one. */
export function groupPlaceOf(ref: string): (GroupPlace & { of: GroupKind }) | undefined {
  const of = GROUP_KINDS.find((kind) => ref.startsWith(`${kind}.`))
  if (!of) return undefined
  const [service, accountId, region, zone = '', ...id] = ref.slice(of.length + 1).split('.')
  const key = keyOf([service, accountId, region, id.join('.')].join('.'))
  return key && zone ? { key, zone, of } : undefined
}

/** Whether it is one that is to be made. */
export const isNewGroup = ({ key }: GroupPlace): boolean => key.id.startsWith(NEW)
