import { random } from '../random'
import { perInstance } from './attached'
import type { CacheInstance } from './instance'

export interface ReadOnlyNode {
  id: string
  /** Counts up and is never given again. */
  number: number
  ip: string
  createdAt: number
  /** From when it serves. */
  readyAt: number
}

/** What a Kingsoft instance has beyond what all clouds' instances have. */
export interface CacheSettings {
  orderId: string
  /** Number of the way it was ordered: pay-as-you-go has two. */
  billType: number
  /** `02:00-03:00`, China time; undefined while there is no automatic backup. */
  window: string | undefined
  nodes: ReadOnlyNode[]
  nodesMade: number
  /** Public addresses with their ports. */
  eips: { master?: string; readonly?: string; proxy?: string }
  direct: boolean
  /** Parameters that differ from their defaults. */
  parameters: Map<string, string>
  /** Ids of security groups; undefined until the default one of its zone was looked up. */
  groups: string[] | undefined
  /** Address rules of the instance itself. */
  rules: { id: number; cidr: string }[]
  rulesMade: number
  hotKeys: { startedAt: number; doneAt: number } | undefined
}

/** The settings of an instance: made from its id at first use, so that the same world tells the same. */
export const settingsOf = perInstance((instance: CacheInstance): CacheSettings => {
  const own = random(`kingsoft ${instance.id}`)
  const hour = own.int(1, 4)
  const firstRule = own.int(100, 899) * 100
  const cidrs = instance.securityIps.split(',').map((ip) => (ip.includes('/') ? ip : `${ip}/32`))
  const digits = own.text(20, '0123456789')
  return {
    billType: instance.chargeType === 'subscription' ? 1 : instance.service === 'kingsoft-redis' ? 87 : 5,
    orderId: `M${instance.engine === 'redis' ? 'REDIS' : 'MEM'}2S${digits}`,
    window: `0${hour}:00-0${hour + 1}:00`,
    nodes: [],
    nodesMade: 0,
    eips: instance.publicIp ? { [eipOf(instance)]: `${instance.publicIp}:${own.int(10_000, 32_000)}` } : {},
    direct: false,
    parameters: new Map(),
    groups: undefined,
    rules: cidrs.map((cidr, at) => ({ id: firstRule + at, cidr })),
    rulesMade: firstRule + cidrs.length,
    hotKeys: undefined,
  }
})

/** Which address the Internet reaches first: a cluster's proxy, or the master. */
export const eipOf = (instance: CacheInstance): 'proxy' | 'master' =>
  instance.architecture === 'cluster' ? 'proxy' : 'master'

export const publicAddressOf = (instance: CacheInstance) => settingsOf(instance).eips[eipOf(instance)] ?? ''

/** Binds or, with undefined, takes away a public address. */
export function setEip(instance: CacheInstance, kind: keyof CacheSettings['eips'], address: string | undefined): void {
  const { eips } = settingsOf(instance)
  if (address === undefined) delete eips[kind]
  else eips[kind] = address
  instance.publicIp = eips[eipOf(instance)]?.split(':')[0] ?? ''
}
