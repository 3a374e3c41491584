import type { Operation, ServiceId } from '@/lib/operation'
import type { Call } from './contract'
import { groups as kingsoftRedis } from './kingsoft/redis/groups'

/** A group of rules that an account has, and that instances share. */
export interface GroupRow {
  id: string
  name: string
  description: string | null
  /** How many instances it is bound to; null: not told. */
  instances: number | null
}

export interface GroupReader {
  /** The call that lists them. */
  operation: Operation
  /** The manual's limits: groups of an account, rules of a group and of all groups of an instance, groups of an instance. */
  mostGroups: number
  mostRules: number
  mostBound: number
  list(call: Call, place: { region: string; zone: string }): Promise<GroupRow[]>
  /** Undefined: there is no such group in that zone. */
  read(
    call: Call,
    place: { region: string; zone: string },
    id: string,
  ): Promise<
    (GroupRow & { rules: { id: string; entry: string }[]; boundTo: { id: string; name: string }[] }) | undefined
  >
}

/** Services whose accounts have security groups of their own; the others have none, or no operation for them. */
export const GROUPS_OF: Partial<Record<ServiceId, GroupReader>> = { 'kingsoft-redis': kingsoftRedis }
