import { route } from '@/lib/bff/route'
import { changeTray } from '@/lib/changes/tray'

/** GET /api/changes/tray: what concerns the caller now. */
export const GET = route({ access: 'viewer' }, ({ actor }) => changeTray(actor))
