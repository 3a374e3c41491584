import { z } from 'zod'
import { fieldOfParameter } from '@/lib/model/parameter-facts'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { aimsOfValues, chosenOrReset, observing, refusesValues } from '@/lib/providers/parameters'
import { kingsoftRedisOperations as op } from './catalog'
import { parameterGroup as groupById, parameterGroupsOfZone } from './parameter-groups'
import { parameterSource, SETTABLE } from './parameters'

/** What the instance's own values are, when the group that they came from is not there any more. */
async function valuesNow(call: Call, target: Target): Promise<Seen> {
  const { parameters } = await parameterSource.read(call, target)
  return Object.fromEntries(parameters.map(({ name, value }) => [fieldOfParameter(name).slice('seen.'.length), value]))
}

/** Parameters of an instance, some or all back to their defaults. */
export const parameterActions: Actions = {
  parameters: action(op.SetCacheParameters, {
    params: chosenOrReset,
    refuses: ({ facts }) =>
      SETTABLE.some((version) => version === facts.version)
        ? null
        : { code: 'only-version', params: { needed: SETTABLE.join(', ') } },
    refusesChoice: refusesValues,
    observe: observing(parameterSource),
    input: ({ id, locator, detail }, { set, reset }) => ({
      AvailableZone: locator.zone,
      CacheId: id,
      Protocol: SETTABLE.find((version) => version === detail.facts.version) ?? '4.0',
      ...(reset
        ? { ResetAllParameters: 'true' as const }
        : {
            Parameters: Object.entries(set ?? {}).map(([ParameterName, ParameterValue]) => ({
              ParameterName,
              ParameterValue,
            })),
          }),
    }),
    aims: aimsOfValues,
  }),
  // The group's values take the place of all of the instance's: what it does not name gets its default.
  'parameter-group': action(op.SetCacheParameterGroup, {
    params: z.strictObject({
      parameterGroup: noted(z.string().trim().min(1).max(100), 'Id of the parameter group', '参数组 ID'),
    }),
    choices: {
      parameterGroup: {
        operation: op.DescribeCacheParameterGroups,
        async list(call, { region, locator, detail }) {
          const groups = await parameterGroupsOfZone(call, { region, zone: locator.zone ?? '' })
          const { version } = detail.facts
          return groups
            .filter((one) => one.version === null || one.version === version)
            .map(({ id, name, version: of }) => ({ id, name, of }))
        },
        none: 'no-parameter-groups',
      },
    },
    observe: async (call, target, { parameterGroup }) => {
      const place = { region: target.region, zone: target.locator.zone ?? '' }
      const group = await groupById(call, place, parameterGroup)
      if (!group) return { ...(await valuesNow(call, target)), parameterGroupThere: false }
      const set = Object.fromEntries(
        group.parameters.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])),
      )
      const { refused: _, ...seen } = await observing(parameterSource)(call, target, { set })
      // What the group was when it was planned is what is wanted, whatever it becomes meanwhile.
      return { ...seen, defaults: JSON.stringify(set), groupVersion: group.group.version }
    },
    refusesChoice: ({ detail: { facts, seen } }) => {
      if (!seen) return { code: 'parameters-unread' }
      if (seen.parameterGroupThere === false) return { code: 'parameter-group-gone' }
      const { groupVersion } = seen
      return groupVersion === null || groupVersion === facts.version
        ? null
        : { code: 'other-version', params: { version: facts.version ?? '', versions: String(groupVersion) } }
    },
    input: ({ id, locator }, { parameterGroup }) => ({
      AvailableZone: locator.zone,
      CacheParameterGroupId: parameterGroup,
      CacheId: id,
    }),
    aims: (target) => aimsOfValues(target, { reset: true }),
  }),
}
