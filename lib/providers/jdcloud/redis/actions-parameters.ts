import { type Actions, action } from '@/lib/providers/actions'
import { aimsOfValues, chosenValues, observing, refusesValues } from '@/lib/providers/parameters'
import { jdcloudRedisOperations as op } from './catalog'
import { CONFIG_NAMES } from './operations/parameter'
import { parameterSource } from './parameters'

/** Parameters of an instance. */
export const parameterActions: Actions = {
  parameters: action(op.modifyInstanceConfig, {
    params: chosenValues,
    refusesChoice: refusesValues,
    observe: observing(parameterSource),
    // Other names were refused above.
    input: ({ id, region }, { set }) => ({
      regionId: region,
      cacheInstanceId: id,
      instanceConfig: CONFIG_NAMES.flatMap((configName) => {
        const configValue = set[configName]
        return configValue === undefined ? [] : [{ configName, configValue }]
      }),
    }),
    aims: aimsOfValues,
  }),
}
