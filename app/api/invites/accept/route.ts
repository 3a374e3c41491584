import { eq } from 'drizzle-orm'
import { appendAudit } from '@/lib/audit/append'
import { unlock } from '@/lib/auth/attempts'
import { expireLinks, lookAtLink, takeLink } from '@/lib/auth/links'
import { acceptPassword } from '@/lib/auth/new-password'
import { personById } from '@/lib/auth/people'
import { endSessions } from '@/lib/auth/sessions'
import { LINK_LIMIT, signInByLink, working } from '@/lib/bff/one-time'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import { AcceptInvite } from '@/lib/model/access'

// POST /api/invites/accept: sets the password that an invitation or a reset allows, and signs in
export const POST = route(
  { access: 'public', body: AcceptInvite, limit: LINK_LIMIT },
  async ({ request, body, actor, requestId }) => {
    const invited = await owner(db(), working(await lookAtLink(db(), body.token)).userId)
    const name = body.name ?? invited.name
    const passwordHash = await acceptPassword(body.password, { email: invited.email, name }, 'password')

    const headers = await db().transaction(async (tx) => {
      const link = working(await takeLink(tx, body.token, ['invite', 'reset']))
      const person = await owner(tx, link.userId)
      await tx.update(users).set({ passwordHash, name }).where(eq(users.id, person.id))
      // Whoever held the account before, by a guessed password say, is out.
      await endSessions(person.id, {}, tx)
      await expireLinks(tx, person.id)
      await unlock(person.email, tx)
      await appendAudit(tx, {
        actor: { kind: 'user', id: person.id, label: person.email },
        action: link.purpose === 'invite' ? 'user.accept-invite' : 'user.reset-password',
        target: person.email,
        outcome: 'succeeded',
        address: actor.address,
        requestId,
      })
      return signInByLink(tx, person.id, 'invite', request, { address: actor.address, requestId })
    })
    return Response.json({}, { headers })
  },
)

async function owner(on: Database | Transaction, userId: string | null) {
  const person = userId === null ? undefined : await personById(on, userId)
  if (!person || person.disabledAt) throw problem('link-expired')
  return person
}
