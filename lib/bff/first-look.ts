import 'server-only'
import { changeTray } from '@/lib/changes/tray'
import { cloudHealth } from '@/lib/inventory/clouds'
import { WindowQuery } from '@/lib/inventory/params'
import { searchWindow } from '@/lib/inventory/search'
import { hasCollected } from '@/lib/metrics/sparks'
import type { Me } from '@/lib/model/access'
import type { CloudHealth, InstanceWindow } from '@/lib/model/fleet'
import type { ChangeTray } from '@/lib/model/tray'

/** What GET /api/clouds answers this person, for drawing a page with it. */
export const firstHealth = ({ scope }: Me): Promise<CloudHealth> => cloudHealth(scope)

/**
 * What GET /api/changes/tray answers this person, for bringing it along with every page; null when it cannot be had: the
 * page then asks for it.
 */
export const firstTray = (me: Me): Promise<ChangeTray | null> => changeTray(me).catch(() => null)

/** Whether the list has lines to show; not, when it cannot be known now. */
export const firstSparks = (): Promise<boolean> => hasCollected().catch(() => false)

/**
 * What GET /api/instances answers this person for the first `limit` rows, for drawing a page with it. Throws where the
 * route would refuse.
 */
export async function firstWindow(
  { scope }: Me,
  { q, sort, limit }: { q: string; sort: string; limit: number },
): Promise<InstanceWindow> {
  const query = WindowQuery.parse({ q, sort, limit: String(limit) })
  return JSON.parse(await searchWindow(scope, query)) // the route's own text of an `InstanceWindow`
}
