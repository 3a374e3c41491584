import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { appendAudit } from '@/lib/audit/append'
import { changePerson } from '@/lib/auth/change-person'
import { describePeople, lockPeople, otherAdmin, personById } from '@/lib/auth/people'
import { endSessions } from '@/lib/auth/sessions'
import { auditActor, requireWholeScope } from '@/lib/bff/account'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import { UserPatch } from '@/lib/model/access'

const Params = z.object({ id: z.string().max(32) })

// PATCH /api/users/[id]: name, role, scope, disabled, unlock. In force with that person's next request.
export const PATCH = route(
  { access: 'admin', params: Params, body: UserPatch },
  async ({ actor, params, body, requestId }) => {
    requireWholeScope(actor)
    await db().transaction(async (tx) => {
      await lockPeople(tx)
      const person = await personById(tx, params.id)
      if (!person) throw problem('not-found')
      const changes = await changePerson(tx, person, body)
      if (Object.keys(changes).length === 0) return
      await appendAudit(tx, {
        actor: auditActor(actor),
        action: 'user.update',
        target: person.email,
        outcome: 'succeeded',
        address: actor.address,
        requestId,
        details: { changes },
      })
    })
    const [user] = await describePeople([params.id])
    if (!user) throw problem('not-found')
    return user
  },
)

// DELETE /api/users/[id]
export const DELETE = route({ access: 'admin', params: Params }, async ({ actor, params, requestId }) => {
  requireWholeScope(actor)
  await db().transaction(async (tx) => {
    await lockPeople(tx)
    const person = await personById(tx, params.id)
    if (!person) throw problem('not-found')
    if (!(await otherAdmin(tx, person.id))) throw problem('last-admin')
    await endSessions(person.id, {}, tx)
    await tx.delete(users).where(eq(users.id, person.id))
    await appendAudit(tx, {
      actor: auditActor(actor),
      action: 'user.delete',
      target: person.email,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
      details: { role: person.role },
    })
  })
  return new Response(null, { status: 204 })
})
