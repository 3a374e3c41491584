import { eq } from 'drizzle-orm'
import { personById } from '@/lib/auth/people'
import type { Actor } from '@/lib/bff/actor'
import { atLeast, inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { ChangeRow } from './store'

/**
 * Who asked for a change, with the rights they have at this moment, or the code of why it may not be sent: rights of the
 * requester and of the approver are looked at again right before.
 */
export async function senderOf(row: ChangeRow): Promise<Actor | 'forbidden-role' | 'forbidden-scope' | 'not-found'> {
  const [account] = await db().select().from(accounts).where(eq(accounts.id, row.accountId))
  if (!account) return 'not-found'
  let sender: Actor | undefined
  for (const id of [row.approvedBy, row.requestedBy]) {
    if (id === null) continue
    const person = await personById(db(), id)
    if (!person || person.disabledAt || !atLeast(person.role, 'operator')) return 'forbidden-role'
    if (!inScope(person.scope, account)) return 'forbidden-scope'
    sender = {
      kind: 'user',
      id: person.id,
      label: person.email,
      role: person.role,
      scope: person.scope,
      address: null,
      // The audit log shows what was sent for a change under its id.
      requestId: row.id,
    }
  }
  return sender ?? 'forbidden-role'
}

/** A person with the rights of this moment, for work that they asked for. Throws `forbidden-role`. */
export async function personNow(id: string, requestId: string): Promise<Actor> {
  const person = await personById(db(), id)
  if (!person || person.disabledAt || !atLeast(person.role, 'operator')) {
    throw problem('forbidden-role', { params: { needed: 'operator' } })
  }
  const { email, role, scope } = person
  return { kind: 'user', id, label: email, role, scope, address: null, requestId }
}
