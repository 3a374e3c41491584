import { appendAudit } from '@/lib/audit/append'
import { clearCookie } from '@/lib/auth/cookie'
import { endSessions, sessionsOf } from '@/lib/auth/sessions'
import { auditActor, signedIn } from '@/lib/bff/account'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import type { SessionInfo } from '@/lib/model/access'

// GET /api/me/sessions: where one is signed in
export const GET = route({ access: 'viewer' }, async ({ actor }) => {
  const { person, sessionId } = await signedIn(actor)
  const sessions = await sessionsOf(person.id)
  const items: SessionInfo[] = sessions.map((session) => ({
    id: session.id,
    current: session.id === sessionId,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    method: session.method,
    address: session.address,
    userAgent: session.userAgent,
  }))
  return { items }
})

// DELETE /api/me/sessions: sign out everywhere, here too
export const DELETE = route({ access: 'viewer' }, async ({ actor, requestId }) => {
  const { person } = await signedIn(actor)
  await db().transaction(async (tx) => {
    const ended = await endSessions(person.id, {}, tx)
    await appendAudit(tx, {
      actor: auditActor(actor),
      action: 'session.end-all',
      target: person.email,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
      details: { ended },
    })
  })
  return new Response(null, { status: 204, headers: { 'set-cookie': clearCookie() } })
})
