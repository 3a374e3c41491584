import { z } from 'zod'
import { appendAudit } from '@/lib/audit/append'
import { endSessions } from '@/lib/auth/sessions'
import { auditActor, signedIn } from '@/lib/bff/account'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'

const Params = z.object({ id: z.string().max(32) })

// DELETE /api/me/sessions/[id]: ends one of one's own sessions
export const DELETE = route({ access: 'viewer', params: Params }, async ({ actor, params, requestId }) => {
  const { person } = await signedIn(actor)
  await db().transaction(async (tx) => {
    const ended = await endSessions(person.id, { only: params.id }, tx)
    if (ended === 0) throw problem('not-found')
    await appendAudit(tx, {
      actor: auditActor(actor),
      action: 'session.end',
      target: params.id,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
    })
  })
  return new Response(null, { status: 204 })
})
