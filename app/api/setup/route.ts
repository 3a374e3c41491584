import { appendAudit } from '@/lib/audit/append'
import { lookAtLink, takeLink } from '@/lib/auth/links'
import { acceptPassword } from '@/lib/auth/new-password'
import { anybody, insertPerson, lockPeople } from '@/lib/auth/people'
import { LINK_LIMIT, signInByLink, working } from '@/lib/bff/one-time'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import { Setup } from '@/lib/model/access'

// POST /api/setup: makes the first admin and signs in
export const POST = route(
  { access: 'public', body: Setup, limit: LINK_LIMIT },
  async ({ request, body, actor, requestId }) => {
    if (await anybody()) throw problem('already-set-up')
    // Before the password is worked on: who has no link gets none of our time.
    working(await lookAtLink(db(), body.token))
    const passwordHash = await acceptPassword(body.password, { email: body.email, name: body.name }, 'password')

    const headers = await db().transaction(async (tx) => {
      await lockPeople(tx)
      if (await anybody(tx)) throw problem('already-set-up')
      working(await takeLink(tx, body.token, ['setup']))
      const person = await insertPerson(tx, {
        email: body.email,
        name: body.name,
        role: 'admin',
        scope: { kind: 'all' },
        passwordHash,
      })
      await appendAudit(tx, {
        actor: { kind: 'user', id: person.id, label: person.email },
        action: 'user.setup',
        target: person.email,
        outcome: 'succeeded',
        address: actor.address,
        requestId,
        details: { role: 'admin' },
      })
      return signInByLink(tx, person.id, 'setup', request, { address: actor.address, requestId })
    })
    return Response.json({}, { status: 201, headers })
  },
)
