import { z } from 'zod'
import { AccountParams } from '@/lib/accounts/params'
import { route } from '@/lib/bff/route'
import { readParameterDefaults } from '@/lib/changes/parameter-groups'

const Query = z.object({
  region: z.string().max(40),
  zone: z.string().min(1).max(60),
  version: z.string().min(1).max(20),
})

/** GET /api/accounts/[id]/parameter-defaults?region=&zone=&version= : what a new group of that version begins with. */
export const GET = route(
  { access: 'viewer', params: AccountParams, query: Query },
  ({ actor, params, query, signal }) => readParameterDefaults(actor, { accountId: params.id, ...query }, signal),
)
