import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { fieldOfParameter } from '@/lib/model/parameter-facts'
import { sameValue } from '@/lib/model/parameter-value'
import type { PlanRow } from '@/lib/model/plan'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type SeenDetail, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import type { ToldParameter } from '@/lib/providers/parameters'
import { aimsOfValues, chosenValues, observing, refusesValues } from '@/lib/providers/parameters'
import { shortName } from '../request-fields'
import { kingsoftRedisOperations as op } from './catalog'
import { defaultsOfVersion, GROUP_VERSIONS, parameterGroup, parameterGroupsOfZone } from './parameter-groups'

const placeOf = ({ region, locator }: Target) => ({ region, zone: locator.zone ?? '' })
const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, CacheParameterGroupId: id })

const about = {
  name: shortName('Name', '名称'),
  description: z.string().trim().max(200).default(''),
  set: noted(
    chosenValues.shape.set,
    'Names and values of the group. What is not named is left to the cloud.',
    '参数组中的参数名和值，未列出的由云平台决定。',
  ),
}

const pairsOf = (set: Record<string, string>) =>
  Object.entries(set).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue }))

/** What the values are held against, and what they are. */
const valuesIn = (parameters: ToldParameter[], call: Call, target: Target, set: Record<string, string>) =>
  observing({ resets: false, writes: [], read: async () => ({ parameters, sources: [] }) })(call, target, { set })

/** Of all that is sent only what it changes. */
const movedRows = ({ detail: { seen } }: Target, set: Record<string, string>): PlanRow[] =>
  Object.entries(set).flatMap(([name, value]) => {
    const from = seen?.[`parameter ${name}`] ?? null
    return typeof from === 'string' && sameValue(name, from, value)
      ? []
      : [{ field: fieldOfParameter(name), from, to: value }]
  })

const gone = ({ seen }: Pick<SeenDetail, 'seen'>): Reason | null =>
  seen?.parameterGroupThere === false ? { code: 'parameter-group-gone' } : null

/** The group itself, with what the chosen values are in it now. */
async function groupNow(call: Call, target: Target, set?: Record<string, string>): Promise<Seen> {
  const found = await parameterGroup(call, placeOf(target), target.id)
  if (!found) return { parameterGroupThere: false }
  const { restarts: _, ...values } = set ? await valuesIn(found.parameters, call, target, set) : {}
  return {
    ...values,
    parameterGroupThere: true,
    groupName: found.group.name,
    groupDescription: found.group.description ?? '',
    groupVersion: found.group.version,
    groupUpdated: found.group.updated,
  }
}

/** Parameter groups of the account as changes. They are of a zone and of no instance. */
export const parameterGroupActions = {
  'parameter-group-create': action(op.CreateCacheParameterGroup, {
    of: 'parameter-group',
    params: z.strictObject({
      ...about,
      version: noted(z.enum(GROUP_VERSIONS), 'Engine version that the group is for', '参数组适用的引擎版本'),
    }),
    // Names are not unique, but whoever makes one should tell it from the others: before, none is called so.
    async observe(call, target, { name, version, set }) {
      const [groups, preset] = await Promise.all([
        parameterGroupsOfZone(call, placeOf(target)),
        defaultsOfVersion(call, placeOf(target), version),
      ])
      const made = groups.find((one) => one.name === name)
      const found = made && (await parameterGroup(call, placeOf(target), made.id))
      const now = new Map(found?.parameters.map((one) => [one.name, one.value]))
      const parameters = found ? preset.map((one) => ({ ...one, value: now.get(one.name) ?? null })) : preset
      const { restarts: _, ...values } = await valuesIn(parameters, call, target, set)
      return { ...values, parameterGroupMade: made !== undefined }
    },
    refusesChoice: (target, { name, set }) => {
      const { seen } = target.detail
      if (seen?.parameterGroupMade === true) return { code: 'parameter-group-taken', params: { name } }
      return refusesValues(target, { set })
    },
    rows: (target, { name, description, version, set }) => [
      { field: 'seen.groupName', from: '', to: name },
      ...(description === '' ? [] : [{ field: 'seen.groupDescription', from: '', to: description }]),
      { field: 'seen.groupVersion', from: '', to: version },
      ...movedRows(target, set),
    ],
    input: ({ locator }, { name, description, version, set }) => ({
      AvailableZone: locator.zone,
      Name: name,
      ...(description === '' ? {} : { Description: description }),
      ParamVersion: version,
      Parameters: pairsOf(set),
    }),
    aims: (target, { set }) => [
      { field: 'seen.parameterGroupMade', is: 'equal', value: true },
      ...aimsOfValues(target, { set }),
    ],
  }),
  'parameter-group-edit': action(op.ModifyCacheParameterGroup, {
    of: 'parameter-group',
    params: z.strictObject({
      ...about,
      was: noted(
        z.string().max(100),
        'When the group was last changed, as it was when this was decided: it is refused once it is another time.',
        '作出决定时参数组的更新时间；若已变化则拒绝执行。',
      ).optional(),
    }),
    refuses: gone,
    observe: (call, target, { set }) => groupNow(call, target, set),
    refusesChoice: (target, { set, was }) => {
      const { seen } = target.detail
      if (seen && seen.groupVersion === null) return { code: 'parameter-group-version' }
      if (was !== undefined && seen?.groupUpdated != null && seen.groupUpdated !== was)
        return { code: 'parameter-group-moved' }
      return refusesValues(target, { set })
    },
    rows: (target, { name, description, set }) => {
      const { seen } = target.detail
      const named: PlanRow[] = [
        { field: 'seen.groupName', from: seen?.groupName ?? null, to: name },
        { field: 'seen.groupDescription', from: seen?.groupDescription ?? null, to: description },
      ]
      return [...named.filter(({ from, to }) => from !== to), ...movedRows(target, set)]
    },
    input: (target, { name, description, set }) => ({
      ...at(target),
      Name: name,
      Description: description,
      // Another one is refused above, and is not sent.
      ParamVersion: GROUP_VERSIONS.find((one) => one === target.detail.seen?.groupVersion) ?? '5.0',
      Parameters: pairsOf(set),
    }),
    aims: (target, { name, description, set }) => [
      { field: 'seen.groupName', is: 'equal', value: name },
      { field: 'seen.groupDescription', is: 'equal', value: description },
      ...aimsOfValues(target, { set }),
    ],
  }),
  'parameter-group-delete': action(op.DeleteCacheParameterGroup, {
    of: 'parameter-group',
    params: z.strictObject({}),
    refuses: gone,
    observe: (call, target) => groupNow(call, target),
    rows: ({ detail: { seen } }) => [
      { field: 'seen.groupName', from: seen?.groupName ?? null, to: '' },
      { field: 'seen.groupVersion', from: seen?.groupVersion ?? null, to: '' },
    ],
    input: at,
    aims: () => [{ field: 'seen.parameterGroupThere', is: 'equal', value: false }],
  }),
} satisfies Actions
