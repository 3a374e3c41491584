import { Me, type Preferences } from '@/lib/model/access'
import { api } from './api'

/** Saves some of one's preferences; the others stay. */
export const savePreferences = (preferences: Partial<Preferences>) =>
  api.patch('/api/me', { preferences }, { schema: Me })
