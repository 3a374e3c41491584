import type {
  AccessEndpoint,
  AllowGroup,
  DatabaseAccounts,
  DirectAccess,
  ListKind,
  Tls,
} from '@/lib/model/access-lists'
import type { Operation, ServiceId } from '@/lib/operation'
import type { Target } from './actions'
import { access as kvstore } from './alibaba/kvstore/access'
import type { Call } from './contract'
import { access as jdcloudRedis } from './jdcloud/redis/access'
import { access as kingsoftMemcached } from './kingsoft/memcached/access'
import { access as kingsoftRedis } from './kingsoft/redis/access'

/** One question to a cloud, with the row that asks it first. */
export interface Reader<T> {
  operation: Operation
  read(call: Call, target: Target): Promise<T>
}

/** What a service tells of who gets in. Left out: it has no such thing, or no operation for it. */
export interface AccessReaders {
  lists: (Reader<AllowGroup[]> & { kind: ListKind })[]
  endpoints?: Reader<AccessEndpoint[]>
  /** Where the list of addresses does not tell it. */
  direct?: Reader<DirectAccess>
  tls?: Reader<Tls>
  accounts?: Reader<DatabaseAccounts>
  /** Clients in the VPC can be let in without a password. */
  passwordFree?: true
  tags?: true
}

export const ACCESS_OF: Record<ServiceId, AccessReaders> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
  'kingsoft-memcached': kingsoftMemcached,
}
