import 'server-only'
import { anybody } from '@/lib/auth/people'
import { env } from '@/lib/env'
import type { AuthOptions } from '@/lib/model/access'
import { readSettings } from '@/lib/settings/settings'

/** What the sign-in page may offer. Without the database: the form alone, which then says what is wrong. */
export async function signInOptions(): Promise<AuthOptions> {
  const { oidc } = env()
  const name = oidc && { name: oidc.name }
  try {
    const [{ contact, organisation }, somebody] = await Promise.all([readSettings(), anybody()])
    return { setupNeeded: !somebody, oidc: name, contact: contact || null, organisation: organisation || null }
  } catch {
    return { setupNeeded: false, oidc: name, contact: null, organisation: null }
  }
}
