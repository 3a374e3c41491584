import type { parameterOperations } from '@/lib/providers/jdcloud/redis/operations/parameter'
import type { Behaviours } from '../behaviour'
import { detailsOf, parameterOf } from '../world/jdcloud-details'
import { parametersOf, refusalOf } from '../world/jdcloud-parameters'
import { schedule } from '../world/jdcloud-tasks'
import { spanOf } from './paging'
import { instanceOf, invalid, runningOf } from './refusals'
import { iso } from './shape'

/** Parameters of an instance and what became of them. */
export const parameters = {
  describeInstanceConfig: (scene, input) => {
    const instance = instanceOf(scene, input)
    const details = detailsOf(instance, scene.world.now())
    return {
      result: {
        unSupportConfigs: [],
        instanceConfig: parametersOf(instance.version).map(
          ({ name, kind, values, range, description, ...parameter }) => ({
            configName: name,
            configValue: parameterOf(instance, details, name),
            configDefaultValue: parameter.default,
            configValueType: kind === 'integer' ? 'int' : kind === 'enum' ? 'enum' : 'string',
            ...(range ? { configValueMin: range[0], configValueMax: range[1] } : {}),
            configValueOptional: [...(values ?? [])],
            configDescription: description,
            configUnSupport: false,
          }),
        ),
      },
    }
  },

  modifyInstanceConfig: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, world.now())
    const known = parametersOf(instance.version)
    const changes = input.instanceConfig.map(({ configName, configValue }) => {
      const parameter = known.find(({ name }) => name === configName)
      const refused = parameter ? refusalOf(parameter, configValue) : `${configName} is not in ${instance.version}`
      if (refused) throw invalid(refused)
      return { name: configName, before: parameterOf(instance, details, configName), after: configValue }
    })
    schedule(world, instance, {
      type: 'config',
      during: 'configuring',
      steps: 1,
      changes,
      finish: () => {
        for (const change of changes) {
          details.parameters.set(change.name, change.after)
          details.history.push({ ...change, at: world.now() })
        }
      },
    })
    return {}
  },

  describeConfigModifyHistory: (scene, input) => {
    const { from, to } = spanOf(input, { from: -Infinity, to: Infinity })
    const { history } = detailsOf(instanceOf(scene, input), scene.world.now())
    return {
      result: {
        modifyHistory: history
          .filter(({ at }) => at >= from && at <= to)
          .map(({ name, before, after, at }) => ({
            configName: name,
            beforeConfigValue: before,
            afterConfigValue: after,
            modifyStatus: 'success',
            modifyTime: iso(at),
          }))
          .reverse(),
      },
    }
  },
} satisfies Behaviours<typeof parameterOperations>
