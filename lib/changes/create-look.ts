import type { Door } from '@/lib/bff/execute'
import type { InstanceDetail } from '@/lib/model/instance'
import { MOVING } from '@/lib/model/status'
import type { Listed } from '@/lib/providers/contract'
import type { Creation, Params } from '@/lib/providers/creation'
import { bareDetail } from '@/lib/providers/facts'
import { providerOf } from '@/lib/providers/registry'
import { holds } from './judge'
import { CannotTell } from './look'
import type { ChangeRow } from './store'

interface Place {
  row: Pick<ChangeRow, 'service' | 'region'>
  door: Pick<Door, 'call' | 'settings'>
  params: Params
}

/** Every instance of the region. Throws `CannotTell` when the list is not complete. */
export async function listThere(
  { row, door, params }: Place,
  signal: AbortSignal,
): Promise<{ ids: Set<string>; rows: Listed[] }> {
  // Its project is named as well: one cloud lists those projects only that it is asked for.
  const project = typeof params.project === 'string' ? [params.project] : []
  const settings = { ...door.settings, projectIds: [...new Set([...door.settings.projectIds, ...project])] }
  const adapter = providerOf(row.service).adapter(row.service, door.call, settings)
  const rows = new Map<string, Listed>()
  const list = await adapter.instances.list({
    region: row.region,
    signal,
    onPage: (page) => {
      for (const one of page) rows.set(one.id, one)
    },
  })
  if (!list.complete) throw new CannotTell()
  return { ids: new Set(list.ids), rows: [...rows.values()].filter(({ id }) => list.ids.has(id)) }
}

/** Those of the region that were not there before it was sent and are like what was ordered; none where nobody knows what was there. */
export function whichAreNew(
  { known }: Pick<ChangeRow, 'known'>,
  { name, aims }: Pick<ReturnType<Creation['likeness']>, 'name' | 'aims'>,
  rows: readonly Listed[],
): Listed[] {
  if (known === null) return []
  const before = new Set(known)
  return rows.filter(
    ({ id, facts }) =>
      !before.has(id) &&
      facts.name === name &&
      aims.every((aim) => aim.field === 'instance' || holds(aim, bareDetail(facts)) || isMoving(facts.status)),
  )
}

/** What is being made may not show yet what it will be. */
export const isMoving = (status: InstanceDetail['facts']['status']): boolean => MOVING.includes(status)
