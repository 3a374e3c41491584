import { z } from 'zod'
import { route } from '@/lib/bff/route'
import { readBackups } from '@/lib/changes/backups'
import { RefParams } from '@/lib/inventory/params'
import { MOST_DAYS } from '@/lib/model/backup'

const DAY_MS = 86_400_000
const USUAL_DAYS = 14

/** Left out: the last 14 days. */
const BackupsQuery = z
  .object({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() })
  .transform(({ from, to }) => {
    const end = to ? new Date(to) : new Date()
    return { from: from ? new Date(from) : new Date(end.getTime() - USUAL_DAYS * DAY_MS), to: end }
  })
  .refine(({ from, to }) => from < to && to.getTime() - from.getTime() <= MOST_DAYS * DAY_MS, { path: ['from'] })

/** GET /api/instances/[ref]/backups?from=&to=: sets, policy and what they are worth, asked of its cloud now. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: BackupsQuery },
  ({ actor, params, query, signal }) => readBackups(actor, params.ref, query, signal),
)
