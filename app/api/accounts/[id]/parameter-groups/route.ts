import { z } from 'zod'
import { AccountParams } from '@/lib/accounts/params'
import { route } from '@/lib/bff/route'
import { readParameterGroups } from '@/lib/changes/parameter-groups'

const Query = z.object({ region: z.string().max(40) })

/** GET /api/accounts/[id]/parameter-groups?region= : parameter groups of an account, asked of its cloud now. */
export const GET = route(
  { access: 'viewer', params: AccountParams, query: Query },
  ({ actor, params, query, signal }) =>
    readParameterGroups(actor, { accountId: params.id, region: query.region }, signal),
)
