import { z } from 'zod'
import { Me, type Preferences } from '@/lib/model/access'
import { api } from './api'

/** Saves some of one's preferences; the others stay. */
export const savePreferences = (preferences: Partial<Preferences>) =>
  api.patch('/api/me', { preferences }, { schema: Me })

/** Ends this session, then goes to the sign-in page. */
export async function signOut() {
  const { csrfToken } = await api.get('/api/auth/csrf', { schema: z.object({ csrfToken: z.string() }) })
  await fetch('/api/auth/signout', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, json: 'true', callbackUrl: '/sign-in' }),
  })
  location.assign('/sign-in')
}
