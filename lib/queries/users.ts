import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { type Invite, OneTimeLink, User, type UserPatch } from '@/lib/model/access'
import { api } from './api'

const Users = z.object({ items: z.array(User) })
const path = (id: string) => `/api/users/${encodeURIComponent(id)}`

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => (await api.get('/api/users', { schema: Users, signal })).items,
})

/** Makes an invited user. The answer's link cannot be read again. */
export const inviteUser = (body: z.input<typeof Invite>) => api.post('/api/users', body, { schema: OneTimeLink })
/** A link to set a new password, or a new invitation for somebody who has not come yet. */
export const resetUser = (id: string) => api.post(`${path(id)}/reset`, {}, { schema: OneTimeLink })
export const patchUser = (id: string, body: z.input<typeof UserPatch>) => api.patch(path(id), body, { schema: User })
export const deleteUser = (id: string) => api.delete(path(id), { schema: z.unknown() })
