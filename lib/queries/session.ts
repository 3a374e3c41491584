import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Me, type MePatch, type PasswordChange, SessionInfo } from '@/lib/model/access'
import { api } from './api'

const Sessions = z.object({ items: z.array(SessionInfo) })

export const patchMe = (body: z.input<typeof MePatch>) => api.patch('/api/me', body, { schema: Me })
export const changePassword = (body: z.input<typeof PasswordChange>) =>
  api.put('/api/me/password', body, { schema: z.unknown() })

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await api.get('/api/me/sessions', { schema: Sessions, signal })).items,
})

export const endSession = (id: string) =>
  api.delete(`/api/me/sessions/${encodeURIComponent(id)}`, { schema: z.unknown() })
/** Ends every session of this person, this one too. */
export const endAllSessions = () => api.delete('/api/me/sessions', { schema: z.unknown() })
