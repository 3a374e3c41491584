import { route } from '@/lib/bff/route'
import { fleetMaintenance } from '@/lib/diagnostics/fleet-maintenance'

/** GET /api/maintenance: what clouds announce for all accounts in scope, asked of them now. */
export const GET = route({ access: 'viewer' }, ({ actor, signal }) => fleetMaintenance(actor, signal))
