import { eq } from 'drizzle-orm'
import { appendAudit } from '@/lib/audit/append'
import { signedIn } from '@/lib/bff/account'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import { type Me, MePatch } from '@/lib/model/access'

// GET /api/me: who is signed in
export const GET = route({ access: 'viewer' }, ({ actor }) => me(actor))

// PATCH /api/me: own name and preferences
export const PATCH = route({ access: 'viewer', body: MePatch }, async ({ actor, body, requestId }) => {
  const { person } = await signedIn(actor)
  await db().transaction(async (tx) => {
    const preferences = { ...person.preferences, ...body.preferences }
    const name = body.name ?? person.name
    await tx.update(users).set({ name, preferences }).where(eq(users.id, person.id))
    if (name === person.name) return
    await appendAudit(tx, {
      actor: { kind: 'user', id: person.id, label: person.email },
      action: 'user.rename',
      target: person.email,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
      details: { name, before: person.name },
    })
  })
  return me(actor)
})

async function me(actor: Parameters<typeof signedIn>[0]): Promise<Me> {
  const { person, sessionId } = await signedIn(actor)
  const { id, email, name, role, scope, preferences, passwordHash } = person
  return { id, email, name, role, scope, preferences, hasPassword: passwordHash !== null, sessionId }
}
