import { inArray } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { policyFor } from '@/lib/model/approval'
import { readPolicies } from '../policy'
import type { ChangeRow } from '../store'

export interface Wanted {
  /** Policies that want a second person for one of the rows. */
  names: string[]
  policyOf: Map<string, string>
  /** The shortest of them; 0 when nobody else is asked. */
  expiresMinutes: number
  /** All of them allow it. */
  breakGlass: boolean
}

/** What the policies want of these changes: a batch is approved once, as the strictest of its rows wants it. */
export async function wantedBy(
  rows: readonly Pick<ChangeRow, 'id' | 'accountId' | 'kind' | 'action'>[],
  on: Database | Transaction = db(),
): Promise<Wanted> {
  const { policies } = await readPolicies(on)
  const ids = [...new Set(rows.map(({ accountId }) => accountId))]
  const owners = ids.length === 0 ? [] : await on.select().from(accounts).where(inArray(accounts.id, ids))
  const environmentOf = new Map(owners.map(({ id, environment }) => [id, environment]))
  const asking = rows.flatMap(({ id, accountId, kind, action }) => {
    const policy = policyFor(policies, { environment: environmentOf.get(accountId) ?? '', kind, action })
    return policy?.approval ? [{ id, policy }] : []
  })
  return {
    names: [...new Set(asking.map(({ policy }) => policy.name))],
    policyOf: new Map(asking.map(({ id, policy }) => [id, policy.name])),
    expiresMinutes: asking.length === 0 ? 0 : Math.min(...asking.map(({ policy }) => policy.expiresMinutes)),
    breakGlass: asking.length > 0 && asking.every(({ policy }) => policy.breakGlass),
  }
}
