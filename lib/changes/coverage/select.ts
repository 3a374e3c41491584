import { type SQL, sql } from 'drizzle-orm'
import { backupCoverage } from '@/lib/db/coverage-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { iso, SORTS } from '@/lib/inventory/select'
import { OFFERED } from '@/lib/inventory/standing'
import type { CoverageSort } from '@/lib/model/fleet-coverage'
import { STANDINGS } from '@/lib/model/standing'

export const FROM_COVERAGE = sql`from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
  left join ${backupCoverage} on ${backupCoverage.ref} = ${inventory.ref}`

/** What was never read is unknown; what cannot be read because there is none, is none. */
export const STANDING = sql`case when ${OFFERED} then coalesce(${backupCoverage.standing}, 'unknown') else 'none' end`
/** Still to be read: asked for, or never read and never failed. */
export const WAITING = sql`(${OFFERED} and not ${accounts.paused} and (${backupCoverage.ref} is null or ${backupCoverage.requestedAt} is not null
  or (${backupCoverage.readAt} is null and ${backupCoverage.failedAt} is null)))`

const severity = sql`array_position(array[${sql.join(
  STANDINGS.map((standing) => sql`${standing}`),
  sql`, `,
)}]::text[], ${STANDING})`

const COVERAGE_KEYS: Record<CoverageSort, SQL[]> = {
  // Within a standing the oldest set first; none is older than any.
  standing: [severity, sql`coalesce(${backupCoverage.lastGoodAt}, '-infinity'::timestamptz)`, ...SORTS.name],
  name: SORTS.name,
  region: [...SORTS.provider, ...SORTS.region],
  env: SORTS.env,
  last: [sql`${backupCoverage.lastGoodAt}`],
  promised: [sql`${backupCoverage.promisedSeconds}`],
  worst: [sql`${backupCoverage.worstSeconds}`],
  failures: [sql`${backupCoverage.failures}`],
  read: [sql`${backupCoverage.readAt}`],
}

export interface CoverageOrder {
  field: CoverageSort
  descending: boolean
}

export const coverageOrder = ({ field, descending }: CoverageOrder): SQL =>
  sql`${sql.join(
    COVERAGE_KEYS[field].map((key) => (descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`)),
    sql`, `,
  )}, ${inventory.ref}`

/** A `CoverageRow` of the model, as json. */
export const COVERAGE_ROW = sql`json_build_object(
  'ref', ${inventory.ref},
  'key', json_build_object('service', ${inventory.service}, 'accountId', ${inventory.accountId},
    'region', ${inventory.region}, 'id', ${inventory.instanceId}),
  'provider', ${inventory.provider}, 'accountName', ${accounts.name}, 'environment', ${accounts.environment},
  'team', ${accounts.team}, 'name', ${inventory.name}, 'engine', ${inventory.engine}, 'status', ${inventory.status},
  'vendorStatus', ${inventory.facts} ->> 'vendorStatus', 'standing', ${STANDING},
  'facts', ${backupCoverage.facts}, 'readAt', ${iso(sql`${backupCoverage.readAt}`)},
  'failed', case when ${backupCoverage.failedAt} is null then null else json_build_object('at', ${iso(sql`${backupCoverage.failedAt}`)},
    'kind', ${backupCoverage.errorKind}, 'code', ${backupCoverage.errorCode}, 'message', ${backupCoverage.errorMessage}) end,
  'waiting', ${WAITING})`
