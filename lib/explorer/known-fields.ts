import type { Operation } from '@/lib/operation'

/** Whether a field names the region that a call goes to: it is filled from the account's. */
export const isRegionField = (name: string) => /^region(id)?$/i.test(name)
/** Whether a field names the zone of an instance: choosing the instance fills it. */
export const isZoneField = (name: string) => /^avail\w*zone$/i.test(name)
/** Whether a field names a zone, of whatever. */
export const isAnyZoneField = (name: string) => isZoneField(name) || /zone(id)?$|^az(id)?$/i.test(name)
/** Whether a field names projects of an account. */
export const isProjectField = (name: string) => /projectids?$/i.test(name)

/**
 * Tells which fields of a service take an instance: those called as what most of its rows act on, with something
 * before it, or several of it.
 */
export function instanceFieldsOf(table: readonly Pick<Operation, 'target'>[]): (name: string) => boolean {
  const counts = new Map<string, number>()
  for (const { target } of table) if (target) counts.set(target, (counts.get(target) ?? 0) + 1)
  const [usual = ''] = [...counts].sort((a, b) => b[1] - a[1]).map(([target]) => target.toLowerCase())
  return (name) => {
    const one = name.toLowerCase().replace(/s$/, '')
    return /instanceid$/.test(one) || (usual !== '' && one.endsWith(usual))
  }
}
