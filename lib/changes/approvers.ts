import { and, inArray, isNull, ne } from 'drizzle-orm'
import { inScope } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { accounts, users } from '@/lib/db/schema'
import type { Change } from '@/lib/model/change'

/** More names than these say less than their number. */
const NAMED = 5

/** Who may approve a change of this account besides who asked for it: operators and admins in scope. */
export async function approversOf(
  account: typeof accounts.$inferSelect,
  requestedBy: string,
): Promise<NonNullable<Change['approvers']>> {
  const people = await db()
    .select({ email: users.email, scope: users.scope })
    .from(users)
    .where(and(ne(users.id, requestedBy), inArray(users.role, ['operator', 'admin']), isNull(users.disabledAt)))
    .orderBy(users.email)
  const able = people.filter(({ scope }) => inScope(scope, account))
  return { count: able.length, names: able.length <= NAMED ? able.map(({ email }) => email) : [] }
}
