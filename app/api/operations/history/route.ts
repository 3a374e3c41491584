import { historyOf } from '@/lib/bff/explorer/history'
import { route } from '@/lib/bff/route'

export const GET = route({ access: 'viewer' }, ({ actor }) => historyOf(actor))
