import type { z } from 'zod'
import { lookAtLink } from '@/lib/auth/links'
import { personById } from '@/lib/auth/people'
import { LINK_LIMIT, working } from '@/lib/bff/one-time'
import { problem } from '@/lib/bff/problem'
import { route } from '@/lib/bff/route'
import { db } from '@/lib/db/client'
import { type InviteInfo, InviteLook } from '@/lib/model/access'

// POST /api/invites/look: who an invitation or a password link is for. A POST, so that the token is in no address.
export const POST = route(
  { access: 'public', body: InviteLook, limit: LINK_LIMIT },
  async ({ body }): Promise<z.infer<typeof InviteInfo>> => {
    const link = working(await lookAtLink(db(), body.token))
    const person = link.userId === null ? undefined : await personById(db(), link.userId)
    if (!person || person.disabledAt || link.purpose === 'setup') throw problem('link-expired')
    return { email: person.email, name: person.name, purpose: link.purpose }
  },
)
