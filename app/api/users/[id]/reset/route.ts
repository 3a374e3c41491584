import { z } from 'zod'
import { appendAudit } from '@/lib/audit/append'
import { createLink } from '@/lib/auth/links'
import { describePeople, personById } from '@/lib/auth/people'
import { auditActor, requireWholeScope } from '@/lib/bff/account'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'

const Params = z.object({ id: z.string().max(32) })

// POST /api/users/[id]/reset: a link to set a new password; a new invitation for who has not come yet. The present
// password works until the link is used.
export const POST = route({ access: 'admin', params: Params }, async ({ actor, params, requestId }) => {
  requireWholeScope(actor)
  const [before] = await describePeople([params.id])
  const { link, expiresAt } = await db().transaction(async (tx) => {
    const person = await personById(tx, params.id)
    if (!person || !before) throw problem('not-found')
    if (person.disabledAt) throw problem('conflict-state')
    const purpose = before.state === 'invited' ? 'invite' : 'reset'
    const made = await createLink(tx, purpose, person.id)
    await appendAudit(tx, {
      actor: auditActor(actor),
      action: purpose === 'invite' ? 'user.invite' : 'user.reset',
      target: person.email,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
    })
    return made
  })
  return Response.json({ user: before, link, expiresAt: expiresAt.toISOString() }, { status: 201 })
})
