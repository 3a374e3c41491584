import { eq } from 'drizzle-orm'
import { appendAudit } from '@/lib/audit/append'
import { sealCookie } from '@/lib/auth/cookie'
import { acceptPassword } from '@/lib/auth/new-password'
import { endSessions, renewSession, sessionById } from '@/lib/auth/sessions'
import { checkPassword } from '@/lib/auth/sign-in'
import { auditActor, signedIn } from '@/lib/bff/account'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import { PasswordChange, signInError } from '@/lib/model/access'

// PUT /api/me/password: ends all other sessions and gives this one a new secret id
export const PUT = route({ access: 'viewer', body: PasswordChange }, async ({ request, actor, body, requestId }) => {
  const { person, sessionId } = await signedIn(actor)
  // Strangers who guess at the sign-in page must not keep somebody from changing the password.
  const device = { id: `session-${sessionId}`, email: person.email.toLowerCase() }
  const from = { address: actor.address, userAgent: request.headers.get('user-agent'), requestId, device }
  const proof = await checkPassword(person.email, body.current, from)
  if ('refused' in proof) throw refusal(proof.refused)
  const passwordHash = await acceptPassword(body.next, { email: person.email, name: person.name }, 'next')

  const cookie = await db().transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, person.id))
    await endSessions(person.id, { except: sessionId }, tx)
    const session = await sessionById(tx, sessionId)
    const sid = session && (await renewSession(session, tx))
    await appendAudit(tx, {
      actor: auditActor(actor),
      action: 'user.password',
      target: person.email,
      outcome: 'succeeded',
      address: actor.address,
      requestId,
    })
    return session && sid ? sealCookie(sid, session.expiresAt) : undefined
  })
  return new Response(null, { status: 204, headers: cookie ? { 'set-cookie': cookie } : {} })
})

function refusal(code: string) {
  const error = signInError(code)
  if (error?.code === 'wrong') {
    const { tries } = error
    return problem('password-wrong', { fields: { current: { code: 'wrong', params: { tries } } }, params: { tries } })
  }
  if (error?.code === 'locked') {
    const { minutes } = error
    return problem('sign-in-locked', { params: { minutes }, retryAfterSeconds: minutes * 60 })
  }
  return error?.code === 'busy'
    ? problem('too-many-requests', { retryAfterSeconds: 10 })
    : fieldProblem('current', 'invalid')
}
