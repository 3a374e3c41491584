import { type Actions, action } from '@/lib/providers/actions'
import { aimsOfValues, chosenValues, observing, refusesValues } from '@/lib/providers/parameters'
import { kvstoreOperations as op } from './catalog'
import { parameterSource } from './parameters'

/** Parameters of an instance (16.4). */
export const parameterActions: Actions = {
  parameters: action(op.ModifyInstanceConfig, {
    params: chosenValues,
    refuses: ({ facts }) => (facts.engine === 'redis' ? null : { code: 'memcached' }),
    refusesChoice: refusesValues,
    observe: observing(parameterSource),
    input: ({ id, region }, { set }) => ({ InstanceId: id, RegionId: region, Config: set }),
    aims: aimsOfValues,
  }),
}
