import { z } from 'zod'
import { AccountParams } from '@/lib/accounts/params'
import { route } from '@/lib/bff/route'
import { readParameterGroup } from '@/lib/changes/parameter-groups'

const Params = AccountParams.extend({ group: z.string().min(1).max(100) })
const Query = z.object({ region: z.string().max(40), zone: z.string().min(1).max(60) })

/** GET /api/accounts/[id]/parameter-groups/[group]?region=&zone= : one of them with its values. */
export const GET = route({ access: 'viewer', params: Params, query: Query }, ({ actor, params, query, signal }) =>
  readParameterGroup(actor, { accountId: params.id, group: params.group, ...query }, signal),
)
