import { appendAudit } from '@/lib/audit/append'
import { createLink } from '@/lib/auth/links'
import { describePeople, insertPerson, lockPeople, personByEmail } from '@/lib/auth/people'
import { auditActor, requireWholeScope } from '@/lib/bff/account'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import { Invite } from '@/lib/model/access'

// GET /api/users
export const GET = route({ access: 'admin' }, async ({ actor }) => {
  requireWholeScope(actor)
  return { items: await describePeople() }
})

// POST /api/users: invites somebody. The link is in this answer and nowhere else.
export const POST = route({ access: 'admin', body: Invite }, async ({ actor, body, requestId }) => {
  requireWholeScope(actor)
  const { id, link, expiresAt } = await db().transaction(async (tx) => {
    await lockPeople(tx)
    if (await personByEmail(tx, body.email)) {
      throw problem('conflict-exists', { fields: { email: { code: 'exists' } } })
    }
    const person = await insertPerson(tx, body)
    const made = await createLink(tx, 'invite', person.id)
    await appendAudit(tx, {
      actor: auditActor(actor),
      action: 'user.invite',
      target: body.email,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
      details: { role: body.role, scope: body.scope },
    })
    return { id: person.id, ...made }
  })
  const [user] = await describePeople([id])
  return Response.json({ user, link, expiresAt: expiresAt.toISOString() }, { status: 201 })
})
