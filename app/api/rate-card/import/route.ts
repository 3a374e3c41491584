import { route } from '@/lib/bff/route'
import { RateImport } from '@/lib/model/rate-card'
import { importCard } from '@/lib/rates/store'

export const POST = route({ access: 'admin', body: RateImport }, ({ actor, body }) => importCard(actor, body))
