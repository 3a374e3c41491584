import { AuditQuery, searchAudit } from '@/lib/audit/search'
import { route } from '@/lib/bff/route'

export const GET = route({ access: 'admin', query: AuditQuery }, ({ actor, query }) => searchAudit(actor.scope, query))
