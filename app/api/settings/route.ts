import { route } from '@/lib/bff/route'
import { SettingsPatch } from '@/lib/model/settings'
import { readSettings } from '@/lib/settings/settings'
import { patchSettings } from '@/lib/settings/write'

export const GET = route({ access: 'admin' }, () => readSettings())

export const PATCH = route({ access: 'admin', body: SettingsPatch }, ({ actor, body }) => patchSettings(actor, body))
