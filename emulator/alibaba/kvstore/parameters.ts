import type { parameterOperations } from '@/lib/providers/alibaba/kvstore/operations/parameter'
import type { Behaviours } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import type { CacheInstance } from '../../world/instance'
import { liveOf } from '../../world/live'
import { parameterAt, setParameter } from '../../world/parameters'
import { instanceOf, runningOf, unsupported } from './common'
import { allows, parametersFor, parametersOf, ruleOf } from './parameter-table'

export const parameterBehaviours = {
  DescribeParameterTemplates: (_scene, { CharacterType, EngineVersion }) => {
    const rules = parametersFor(EngineVersion, CharacterType)
    return {
      Engine: 'redis',
      EngineVersion,
      ParameterCount: String(rules.length),
      Parameters: {
        TemplateRecord: rules.map(({ name, value, check, text }) => ({
          ParameterName: name,
          ParameterValue: value,
          ParameterDescription: text,
          CheckingCode: check,
          // A boolean in the text of the manual, 1 in its samples.
          ForceModify: 1,
          ForceRestart: false,
        })),
      },
    }
  },

  DescribeInstanceConfig: (scene, { InstanceId, RegionId }) => ({
    Config: configText(instanceOf(scene, InstanceId, RegionId), scene.world.now()),
  }),

  DescribeParameters: (scene, { DBInstanceId }) => {
    const instance = instanceOf(scene, DBInstanceId)
    if (instance.engine !== 'redis') throw unsupported()
    const now = scene.world.now()
    return {
      Engine: 'redis',
      EngineVersion: instance.version,
      ConfigParameters: { Parameter: [] },
      RunningParameters: {
        Parameter: parametersOf(instance).map(({ name, value, check, text }) => ({
          ParameterName: name,
          ParameterValue: currentOf(instance, name, now) ?? value,
          ParameterDescription: text,
          CheckingCode: check,
          ForceRestart: 'false',
          ModifiableStatus: 'true',
        })),
      },
    }
  },

  ModifyInstanceConfig: (scene, { InstanceId, Config, RegionId }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    const rules = parametersOf(instance)
    const wanted = Object.entries(Config).map(([name, value]) => ({ rule: ruleOf(rules, name), value: String(value) }))
    if (wanted.length === 0) throw invalid()
    for (const { rule, value } of wanted) {
      if (!rule || !allows(rule, value)) throw invalid()
    }
    // All or none: a bad value leaves the others as they were.
    for (const { rule, value } of wanted) if (rule) setParameter(instance, rule.name, value, scene.world.now())
    return {}
  },
} satisfies Behaviours<typeof parameterOperations>

/** What the server itself says, where there is one that knows the parameter; else what was set. */
const currentOf = (instance: CacheInstance, name: string, now: number) =>
  liveOf(instance)?.parameter(name) ?? parameterAt(instance, name, now)

const invalid = () => refuse(400, 'InvalidParameters.Format', 'Specified parameters is not valid.')

/** The parameters that the vendor tells as one text, and what was set. Eviction has its older name there. */
const TOLD = new Set([
  'maxmemory-policy',
  'hash-max-ziplist-entries',
  'hash-max-ziplist-value',
  'list-max-ziplist-entries',
  'list-max-ziplist-value',
  'set-max-intset-entries',
  'zset-max-ziplist-entries',
  'zset-max-ziplist-value',
])

/** `Config` of an instance: JSON in which some numbers are bare and others quoted, as the vendor's samples have it. */
export function configText(instance: CacheInstance, now: number): string {
  const told: Record<string, string | number> = {}
  if (instance.engine === 'redis') {
    for (const { name, value } of parametersOf(instance)) {
      const set = currentOf(instance, name, now)
      if (parameterAt(instance, name, now) === undefined && !TOLD.has(name)) continue
      const current = set ?? value
      if (name === 'maxmemory-policy') told.EvictionPolicy = current
      told[name] = TOLD.has(name) && /^\d{1,15}$/.test(current) ? Number(current) : current
    }
  }
  return JSON.stringify(told)
}
