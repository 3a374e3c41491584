import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { problem } from '@/lib/bff/problem'
import type { Transaction } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import { Scope, type UserPatch } from '@/lib/model/access'
import { unlock } from './attempts'
import { expireLinks } from './links'
import { otherAdmin, type Person } from './people'
import { endSessions, renewSessionsOf } from './sessions'

/**
 * Changes a person and what hangs on it: who is disabled loses sessions and links, who gets other rights gets new
 * session ids. Refuses (`last-admin`) to leave nobody who can administer. The caller holds `lockPeople`.
 * @returns before and after of each field that changed, for the record
 */
export async function changePerson(
  tx: Transaction,
  person: Person,
  patch: z.infer<typeof UserPatch>,
): Promise<Record<string, unknown>> {
  const next = {
    name: patch.name ?? person.name,
    role: patch.role ?? person.role,
    scope: patch.scope ?? person.scope,
    disabledAt: disabledAt(person, patch.disabled),
  }
  const administers = next.role === 'admin' && next.scope.kind === 'all' && next.disabledAt === null
  if (!administers && wasAdmin(person) && !(await otherAdmin(tx, person.id))) throw problem('last-admin')

  const changes = differences(person, next)
  if (Object.keys(changes).length > 0) await tx.update(users).set(next).where(eq(users.id, person.id))
  if (changes.disabled && next.disabledAt) {
    await endSessions(person.id, {}, tx)
    await expireLinks(tx, person.id)
  } else if (changes.role || changes.scope) {
    await renewSessionsOf(person.id, tx)
  }
  if (patch.unlock) {
    await unlock(person.email, tx)
    changes.unlock = true
  }
  return changes
}

const wasAdmin = (person: Person) =>
  person.role === 'admin' && person.scope.kind === 'all' && person.disabledAt === null

function disabledAt(person: Person, disabled: boolean | undefined): Date | null {
  if (disabled === undefined) return person.disabledAt
  return disabled ? (person.disabledAt ?? new Date()) : null
}

function differences(
  person: Person,
  next: Pick<Person, 'name' | 'role' | 'scope' | 'disabledAt'>,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const field of ['name', 'role'] as const) {
    if (person[field] !== next[field]) changes[field] = { before: person[field], after: next[field] }
  }
  // Parsed, so that the keys of both stand in one order.
  const [before, after] = [Scope.parse(person.scope), Scope.parse(next.scope)]
  if (JSON.stringify(before) !== JSON.stringify(after)) changes.scope = { before, after }
  if ((person.disabledAt === null) !== (next.disabledAt === null)) {
    changes.disabled = { before: person.disabledAt !== null, after: next.disabledAt !== null }
  }
  return changes
}
