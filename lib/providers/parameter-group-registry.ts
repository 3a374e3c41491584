import type { PARAMETER_GROUP_SERVICES } from '@/lib/model/parameter-groups'
import type { Operation } from '@/lib/operation'
import type { Call } from './contract'
import { parameterGroups as kingsoftRedis } from './kingsoft/redis/parameter-groups'
import type { ToldParameter } from './parameters'

export interface GroupOfParameters {
  id: string
  name: string
  description: string | null
  version: string | null
  updated: string | null
}

/** How a service's groups of parameters are read. */
export interface ParameterGroupReader {
  /** The call that lists them. */
  operation: Operation
  versions: readonly string[]
  list(call: Call, place: { region: string; zone: string }): Promise<GroupOfParameters[]>
  /** Undefined: there is no such group in that zone. */
  read(
    call: Call,
    place: { region: string; zone: string },
    id: string,
  ): Promise<{ group: GroupOfParameters; parameters: ToldParameter[]; sources: string[] } | undefined>
  /** What a version's parameters are while nobody sets them. */
  defaults(
    call: Call,
    place: { region: string; zone: string },
    version: string,
  ): Promise<{ parameters: ToldParameter[]; sources: string[] }>
}

/** The other services have none, or no operation for them. */
export const PARAMETER_GROUPS_OF = {
  'kingsoft-redis': kingsoftRedis,
} as const satisfies Record<(typeof PARAMETER_GROUP_SERVICES)[number], ParameterGroupReader>
