import { anybody } from '@/lib/auth/people'
import { route } from '@/lib/bff/route'
import { env } from '@/lib/env'
import type { AuthOptions } from '@/lib/model/access'
import { readSettings } from '@/lib/settings/settings'

// GET /api/auth-options: what the sign-in page may offer
export const GET = route({ access: 'public' }, async (): Promise<AuthOptions> => {
  const { contact, organisation } = await readSettings()
  const { oidc } = env()
  return {
    setupNeeded: !(await anybody()),
    oidc: oidc && { name: oidc.name },
    contact: contact || null,
    organisation: organisation || null,
  }
})
