import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { Settings, type SettingsPatch } from '@/lib/model/settings'
import { api } from './api'

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.get('/api/settings', { schema: Settings, signal }),
})

export const patchSettings = (body: z.input<typeof SettingsPatch>) =>
  api.patch('/api/settings', body, { schema: Settings })
