import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { readBatch } from '@/lib/changes/batch/read'
import { ChangeParams } from '@/lib/changes/params'
import { MOST_ROWS } from '@/lib/model/batch'

const Page = z.object({
  offset: z.coerce.number().int().min(0).max(MOST_ROWS).default(0),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).optional(),
})

export const GET = route({ access: 'viewer', params: ChangeParams, query: Page }, ({ actor, params, query }) =>
  readBatch(actor, params.id, query),
)
