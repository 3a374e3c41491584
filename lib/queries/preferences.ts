import type { Preferences } from '@/lib/model/access'
import { api } from './api'
import { checked } from './check'

/** Saves some of one's preferences; the others stay. */
export const savePreferences = (preferences: Partial<Preferences>) =>
  api.patch('/api/me', { preferences }, { schema: checked<unknown>('an answer', () => true) })
