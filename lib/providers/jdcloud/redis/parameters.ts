import { rangeOf, type Validity } from '@/lib/model/validity'
import type { ParameterSource, ToldParameter } from '@/lib/providers/parameters'
import { jdcloudRedisOperations as op } from './catalog'
import { CONFIG_NAMES } from './operations/parameter'

interface Told {
  configValueMin?: number | null
  configValueMax?: number | null
  configValueOptional?: readonly string[] | null
}

/** What a row allows: one of its choices, or an integer between its bounds. */
export function validityOf({
  configValueMin: min,
  configValueMax: max,
  configValueOptional,
}: Told): Validity | undefined {
  const values = configValueOptional ?? []
  if (values.length > 0) return { kind: 'enumeration', values }
  return min == null || max == null ? undefined : rangeOf(String(min), String(max))
}

/** Parameters as describeInstanceConfig tells them, and what describeConfigModifyHistory has of the past. */
export const parameterSource: ParameterSource = {
  resets: false,
  writes: [op.modifyInstanceConfig.name],
  async read(call, { region, id }) {
    const { data } = await call(op.describeInstanceConfig, { regionId: region, cacheInstanceId: id }, { region })
    const { instanceConfig, unSupportConfigs } = data.result
    const parameters = (instanceConfig ?? []).flatMap((one): ToldParameter[] => {
      const name = one.configName
      if (!name) return []
      const isListed = CONFIG_NAMES.some((listed) => listed === name)
      const isOff = one.configUnSupport === true || (unSupportConfigs ?? []).includes(name)
      return [
        {
          name,
          value: one.configValue ?? null,
          default: one.configDefaultValue ?? null,
          validity: validityOf(one),
          restart: null,
          fixed: isOff ? 'told' : isListed ? null : 'not-listed',
          told: one.configDescription || null,
        },
      ]
    })
    return { parameters, sources: ['describeInstanceConfig'] }
  },
  async history(call, { region, id }) {
    const { data } = await call(op.describeConfigModifyHistory, { regionId: region, cacheInstanceId: id }, { region })
    return (data.result.modifyHistory ?? [])
      .flatMap(({ configName, beforeConfigValue, modifyTime }) => {
        const at = Date.parse(modifyTime ?? '')
        return configName && !Number.isNaN(at)
          ? [{ name: configName, from: beforeConfigValue ?? null, at: new Date(at).toISOString() }]
          : []
      })
      .sort((a, b) => b.at.localeCompare(a.at))
  },
}
