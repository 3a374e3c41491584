import 'server-only'
import { currentSession } from '@/lib/bff/session'
import type { Preferences } from '@/lib/model/access'

/** What the signed-in person chose; undefined when nobody is signed in or the database cannot be asked. */
export async function preferencesOf(): Promise<Preferences | undefined> {
  // Without its database the console still draws a page that says so: in the browser's language.
  const me = await currentSession().catch(() => null)
  return me?.preferences
}
