import { type Actions, action } from '@/lib/providers/actions'
import { aimsOfValues, chosenOrReset, observing, refusesValues } from '@/lib/providers/parameters'
import { kingsoftRedisOperations as op } from './catalog'
import { parameterSource, SETTABLE } from './parameters'

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
}
