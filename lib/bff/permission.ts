import { inArray, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '@/lib/db/schema'
import { ROLES, type Role, type Scope } from '@/lib/model/access'

/** True when `role` includes everything that `needed` may do. */
export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed)

export interface ScopedAccount {
  id: string
  environment: string
  team: string
}

/**
 * True when the scope covers the account: by its id, its environment label or its owner team.
 * An account without a label is never matched by an empty one.
 */
export function inScope(scope: Scope, account: ScopedAccount): boolean {
  if (scope.kind === 'all') return true
  return (
    scope.accounts.includes(account.id) ||
    (account.environment !== '' && scope.environments.includes(account.environment)) ||
    (account.team !== '' && scope.teams.includes(account.team))
  )
}

/** The columns that a scope looks at: table `accounts`, or an alias of it. */
type AccountColumns = Pick<typeof accounts, 'id' | 'environment' | 'team'>

/** The same rule as `inScope`, as a condition over the accounts table (or an alias) of a query. */
export function scopeFilter(scope: Scope, table: AccountColumns = accounts): SQL {
  if (scope.kind === 'all') return sql`true`
  const environments = scope.environments.filter((label) => label !== '')
  const teams = scope.teams.filter((label) => label !== '')
  const any = or(
    scope.accounts.length > 0 ? inArray(table.id, scope.accounts) : undefined,
    environments.length > 0 ? inArray(table.environment, environments) : undefined,
    teams.length > 0 ? inArray(table.team, teams) : undefined,
  )
  return any ?? sql`false`
}
