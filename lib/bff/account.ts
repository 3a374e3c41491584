import { type Person, personById } from '@/lib/auth/people'
import { db } from '@/lib/db/client'
import type { Actor } from './actor'
import { problem } from './problem'

/** The person behind an actor of a route that needs a sign-in, and the session. */
export async function signedIn(actor: Actor): Promise<{ person: Person; sessionId: string }> {
  const person = actor.id === null ? undefined : await personById(db(), actor.id)
  if (!person || actor.sessionId === undefined) throw problem('not-signed-in')
  return { person, sessionId: actor.sessionId }
}

/** Who administers people: with a smaller scope one could give others, or oneself, more than one has. */
export function requireWholeScope(actor: Actor): void {
  if (actor.scope.kind !== 'all') throw problem('forbidden-scope')
}

/** The actor as the audit log keeps it. */
export const auditActor = ({ kind, id, label }: Actor) => ({ kind, id, label })
