import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { RateCardDraft } from '@/lib/model/rate-card'
import { readCard, saveCard } from '@/lib/rates/store'

const query = z.strictObject({ version: z.coerce.number().int().min(0).optional() })

export const GET = route({ access: 'viewer', query }, ({ query: { version } }) => readCard(version))

export const PUT = route({ access: 'admin', body: RateCardDraft }, ({ actor, body }) => saveCard(actor, body))
