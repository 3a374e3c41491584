import { route } from '@/lib/bff/route'
import { readThresholds, saveThresholds } from '@/lib/costs/sizing/thresholds'
import { SizingThresholds } from '@/lib/model/sizing'

export const GET = route({ access: 'viewer' }, () => readThresholds())

export const PUT = route({ access: 'admin', body: SizingThresholds }, ({ actor, body }) => saveThresholds(actor, body))
