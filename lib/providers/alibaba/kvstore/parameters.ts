import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import type { ParameterSource, RefusedCall, ToldParameter } from '@/lib/providers/parameters'
import { kvstoreOperations as op } from './catalog'
import { validityOf } from './checking-code'

/** Names that only DescribeInstanceConfig (16.2) uses, and those of the other operations: the same parameters. */
const NAMES: Readonly<Record<string, string>> = {
  EvictionPolicy: 'maxmemory-policy',
  '#no_loose_disabled_commands': '#no_loose_disabled-commands',
}
const ours = (name: string) => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined) ?? name

/** `true`, `"true"` and `1` are all in use. */
const flagOf = (told: unknown): boolean | null =>
  told === null || told === undefined || told === '' ? null : ['true', '1'].includes(String(told).toLowerCase())
const VERSIONS = ['2.8', '4.0', '5.0'] as const

interface Preset {
  value: string | null
  code: string | null | undefined
  restart: boolean | null
}

/** Parameters as DescribeParameters (16.3), the template of the version (16.1) and DescribeInstanceConfig (16.2) tell them. */
export const parameterSource: ParameterSource = {
  resets: false,
  writes: [op.ModifyInstanceConfig.name],
  async read(call, target) {
    const { region, id } = target
    const refused: RefusedCall[] = []
    const [running, config, presets] = await Promise.all([
      call(op.DescribeParameters, { DBInstanceId: id }, { region }),
      unlessRefused(
        'DescribeInstanceConfig',
        refused,
        call(op.DescribeInstanceConfig, { InstanceId: id, RegionId: region }, { region }),
      ),
      presetsOf(call, target, refused),
    ])
    const told = new Map<string, ToldParameter>()
    for (const one of running.data.RunningParameters?.Parameter ?? []) {
      if (!one.ParameterName) continue
      const name = ours(one.ParameterName)
      const preset = presets?.get(name)
      told.set(name, {
        name,
        value: textOf(one.ParameterValue),
        default: preset?.value ?? null,
        validity: validityOf(one.CheckingCode ?? preset?.code),
        restart: flagOf(one.ForceRestart) ?? preset?.restart ?? null,
        fixed: flagOf(one.ModifiableStatus) === false ? 'told' : null,
        told: one.ParameterDescription || null,
      })
    }
    for (const [name, value] of configOf(config?.data.Config)) {
      if (told.has(name)) continue
      const preset = presets?.get(name)
      told.set(name, {
        name,
        value,
        default: preset?.value ?? null,
        validity: validityOf(preset?.code),
        restart: preset?.restart ?? null,
        fixed: null,
        told: null,
      })
    }
    const sources = ['DescribeParameters', config && 'DescribeInstanceConfig', presets && 'DescribeParameterTemplates']
    return { parameters: [...told.values()], sources: sources.filter((name) => typeof name === 'string'), refused }
  },
}

const textOf = (value: string | number | boolean | null | undefined) =>
  value === null || value === undefined ? null : String(value)

/** Defaults by name; undefined where the version has no template, or it may not be read. */
async function presetsOf(
  call: Call,
  { region, detail }: Target,
  refused: RefusedCall[],
): Promise<Map<string, Preset> | undefined> {
  const EngineVersion = VERSIONS.find((version) => version === detail.facts.version)
  if (!EngineVersion || detail.facts.architecture === 'unknown') return undefined
  const CharacterType = detail.facts.architecture === 'standard' ? ('normal' as const) : ('logic' as const)
  const input = { CharacterType, EngineVersion, RegionId: region }
  const asked = call(op.DescribeParameterTemplates, input, { region })
  const template = await unlessRefused('DescribeParameterTemplates', refused, asked)
  return (
    template &&
    new Map(
      (template.data.Parameters?.TemplateRecord ?? []).flatMap((one) =>
        one.ParameterName
          ? [
              [
                ours(one.ParameterName),
                { value: textOf(one.ParameterValue), code: one.CheckingCode, restart: flagOf(one.ForceRestart) },
              ],
            ]
          : [],
      ),
    )
  )
}

/** `Config` is JSON in a text, with numbers bare and quoted; of two names of one parameter the newer one counts. */
export function configOf(text: string | null | undefined): Map<string, string> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text || '{}')
  } catch {
    return new Map()
  }
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(Object(parsed))) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) continue
    if (ours(name) === name || !values.has(ours(name))) values.set(ours(name), String(value))
  }
  return values
}

/** What one key may not read is left out, and `refused` gets why: the values themselves come from another operation. */
async function unlessRefused<T>(operation: string, refused: RefusedCall[], work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProviderError && ['denied', 'unsupported', 'invalid-input'].includes(error.kind)) {
      refused.push({ operation, code: error.code ?? null, message: error.vendorMessage ?? null })
      return undefined
    }
    throw error
  }
}
