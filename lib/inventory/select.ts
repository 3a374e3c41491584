import { type SQL, sql } from 'drizzle-orm'
import { scopeFilter } from '@/lib/bff/permission'
import { accounts, inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { SortField } from '@/lib/model/fleet'
import { STATUSES } from '@/lib/model/status'

/** What needs attention first. */
const SEVERITY: readonly (typeof STATUSES)[number][] = [
  'error',
  'expired',
  'locked',
  'locking',
  'unknown',
  'restoring',
  'restarting',
  'flushing',
  'migrating',
  'upgrading',
  'changing',
  'backing-up',
  'creating',
  'releasing',
  'running',
]
const severity = sql`array_position(array[${sql.join(
  SEVERITY.map((status) => sql`${status}`),
  sql`, `,
)}]::text[], ${inventory.status})`

/** Byte order whatever the database's collation, so that every server sorts alike; and fast. */
const text = (column: SQL) => sql`lower(${column} collate "C")`

/** Sort keys per field; more than one where one is not enough. */
export const SORTS: Record<SortField, SQL[]> = {
  name: [text(sql`${inventory.name}`)],
  id: [text(sql`${inventory.instanceId}`)],
  provider: [sql`${inventory.provider}`, sql`${inventory.service}`],
  account: [text(sql`${accounts.name}`)],
  region: [sql`${inventory.region}`],
  zone: [sql`${inventory.zone}`],
  engine: [sql`${inventory.engine}`],
  version: [sql`substring(${inventory.version} from '^\\d{1,6}')::int`, sql`${inventory.version}`],
  architecture: [sql`${inventory.architecture}`],
  memory: [sql`${inventory.memoryMb}`],
  used: [sql`${inventory.usedMemoryMb}::float8 / nullif(${inventory.memoryMb}, 0)`],
  status: [severity],
  charge: [sql`${inventory.chargeType}`],
  expires: [sql`${inventory.expiresAt}`],
  created: [sql`${inventory.createdAt}`],
  team: [text(sql`nullif(${accounts.team}, '')`)],
  env: [text(sql`nullif(${accounts.environment}, '')`)],
  // The address that the list shows: the private one, else the first.
  endpoint: [
    text(sql`(coalesce(jsonb_path_query_first(${inventory.facts}, '$.endpoints[*] ? (@.kind == "private")'),
      ${inventory.facts} #> '{endpoints,0}') ->> 'host')`),
  ],
  tags: [text(sql`nullif(array_to_string(${inventory.tags}, ','), '')`)],
  age: [sql`now() - ${inventory.seenAt}`],
  // A month of it, each in its own currency; what ended is in no sum, and stands with what nobody tells.
  cost: [
    sql`(select s.monthly from cost_spans as s where s.ref = ${inventory.ref} and s.until is null and not s.expired)`,
  ],
}

/** An order of the list. */
export interface Sort {
  field: SortField
  descending: boolean
}

/** The order, ended by the reference so that it is total. `keys` and `ref` name the columns elsewhere. */
export const orderBy = ({ field, descending }: Sort, keys: readonly SQL[] = SORTS[field], ref = sql`ref`): SQL =>
  sql`${sql.join(
    keys.map((key) => (descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`)),
    sql`, `,
  )}, ${ref}`

export const FROM = sql`from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}`
/** What a scope may see of what still exists. */
export const visible = (scope: Scope) => sql`${inventory.goneAt} is null and ${scopeFilter(scope)}`

export const iso = (column: SQL) => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** An `Instance` of the model, as jsonb. */
export const INSTANCE = sql`${inventory.facts} || jsonb_build_object(
  'ref', ${inventory.ref},
  'key', jsonb_build_object('service', ${inventory.service}, 'accountId', ${inventory.accountId},
    'region', ${inventory.region}, 'id', ${inventory.instanceId}),
  'provider', ${inventory.provider},
  'accountName', ${accounts.name}, 'environment', ${accounts.environment}, 'team', ${accounts.team},
  'seenAt', ${iso(sql`${inventory.seenAt}`)})`

/** `memory` or `-memory`, already held against the list of fields. */
export const sortOf = (sort: string): Sort => {
  const descending = sort.startsWith('-')
  return { field: (descending ? sort.slice(1) : sort) as SortField, descending } // the route's schema admits no other
}

export interface WindowRequest {
  q: string
  sort: Sort
  offset: number
  limit: number
}
