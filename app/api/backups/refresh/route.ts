import { route } from '@/lib/bff/route'
import { requestCoverage } from '@/lib/changes/coverage/request'
import { CoverageRefresh } from '@/lib/model/fleet-coverage'

/** POST /api/backups/refresh: asks for new readings; they are made one after another, in the background. */
export const POST = route({ access: 'viewer', body: CoverageRefresh }, async ({ body, actor }) => ({
  requested: await requestCoverage(actor.scope, body),
}))
