import { random } from '../random'
import { perWorld } from './attached'
import type { CacheInstance } from './instance'
import { settingsOf } from './kingsoft-cache'
import type { World } from './world'

/** Where groups belong: a zone of an owner. Other zones do not see them. */
export interface Home {
  owner: string
  region: string
  zone: string
}

export interface SecurityGroup extends Home {
  id: string
  name: string
  description: string
  createdAt: number
  updatedAt: number
  rules: { id: string; cidr: string; createdAt: number }[]
}

export interface ParameterGroup extends Home {
  id: string
  name: string
  description: string
  version: string
  createdAt: number
  updatedAt: number
  /** Values that differ from the defaults of that version. */
  values: Map<string, string>
}

const state = perWorld(() => ({
  security: new Map<string, SecurityGroup>(),
  parameters: new Map<string, ParameterGroup>(),
}))

export const securityGroups = (world: World) => state(world).security
export const parameterGroups = (world: World) => state(world).parameters

/** Long before any instance: groups that were always there. */
const ALWAYS = Date.UTC(2023, 8, 4, 2)

/** Ids of the security groups of an instance. One that nobody touched is in the default group of its zone. */
export function groupsOf(world: World, instance: CacheInstance): string[] {
  const settings = settingsOf(instance)
  settings.groups ??= [defaultGroup(world, instance).id]
  return settings.groups
}

function defaultGroup(world: World, { owner, region, zone }: CacheInstance): SecurityGroup {
  const own = random(`group ${owner} ${region} ${zone}`)
  const id = own.uuid()
  const groups = securityGroups(world)
  let group = groups.get(id)
  if (!group) {
    const rules = ['10.0.0.0/8', '172.16.0.0/12'].map((cidr) => ({ id: own.uuid(), cidr, createdAt: ALWAYS }))
    group = {
      ...{ id, owner, region, zone, rules, name: 'default', description: 'default' },
      ...{ createdAt: ALWAYS, updatedAt: ALWAYS },
    }
    groups.set(id, group)
  }
  return group
}
