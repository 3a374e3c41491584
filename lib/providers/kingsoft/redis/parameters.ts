import type { ParameterSource, ToldParameter } from '@/lib/providers/parameters'
import { kingsoftRedisOperations as op } from './catalog'
import { validityOf } from './validity'

/** Versions that SetCacheParameters takes as its `Protocol`. */
export const SETTABLE = ['4.0', '5.0'] as const
const VERSIONS = ['2.8', '3.0', '4.0', '5.0'] as const

/**
 * Parameters as DescribeCacheParameters tells them; where it leaves defaults out, those of DescribeCacheDefaultParameters.
 * Neither says whether a change restarts the instance.
 */
export const parameterSource: ParameterSource = {
  resets: true,
  writes: [op.SetCacheParameters.name, op.SetCacheParameterGroup.name],
  async read(call, { region, id, locator, detail }) {
    const place = { AvailableZone: locator.zone }
    const { data } = await call(op.DescribeCacheParameters, { ...place, CacheId: id }, { region })
    const rows = data.Data ?? []
    const sources = ['DescribeCacheParameters']
    const version = VERSIONS.find((one) => one === detail.facts.version)
    const presets = new Map<string, string>()
    if (version && rows.some(({ defaultValue }) => defaultValue == null)) {
      const input = { ...place, ParamVersion: version }
      const { data: defaults } = await call(op.DescribeCacheDefaultParameters, input, { region })
      for (const { name, defaultValue } of defaults.Data ?? [])
        if (defaultValue != null) presets.set(name, defaultValue)
      sources.push('DescribeCacheDefaultParameters')
    }
    const isSettable = SETTABLE.some((one) => one === detail.facts.version)
    const parameters = rows.map(
      ({ name, desc, defaultValue, currentValue, validity }): ToldParameter => ({
        name,
        value: currentValue ?? null,
        default: defaultValue ?? presets.get(name) ?? null,
        validity: validityOf(validity),
        restart: null,
        fixed: isSettable ? null : 'version',
        told: desc || null,
      }),
    )
    return { parameters, sources }
  },
}
