import type { Choice, ChoiceList, CreateChoices } from '@/lib/model/create'

/** What can be chosen for one field as the others stand. */
export interface FieldList extends ChoiceList {
  /** What each may only go with, where that is chosen later: an architecture of a zone. */
  onlyFor: boolean
}

const ZONES: readonly string[] = ['zone', 'secondaryZone', 'secondZone']
/** What items of a list belong to, by the field that it is for. */
const PARENTS: Readonly<Record<string, string>> = {
  subnetId: 'vpcId',
  parameterGroup: 'version',
  version: 'of',
}

/**
 * The list of one field: null when no operation lists it, undefined when it is no list. What belongs to something (the
 * subnets of a VPC) or stands in a zone is offered where that is chosen, or while nothing of that kind is chosen.
 */
export function listOf(
  choices: Pick<CreateChoices, 'lists'> | undefined,
  name: string,
  chosen: Readonly<Record<string, unknown>>,
): FieldList | null | undefined {
  const list = choices?.lists[name]
  if (!list) return list
  const isZone = ZONES.includes(name)
  const parent = chosen[PARENTS[name] ?? '']
  const fits = ({ of, zone }: Choice) =>
    (of === null || parent === undefined || of === parent) &&
    (zone === null || chosen.zone === undefined || chosen.zone === zone)
  return { ...list, items: isZone ? list.items : list.items.filter(fits), onlyFor: isZone }
}
