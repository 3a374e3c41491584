import { perInstance } from './attached'
import type { CacheInstance } from './instance'

interface Setting {
  at: number
  name: string
  value: string
}

/** Every parameter that was ever set on an instance, oldest first: logs of the past follow the values of their time. */
const settings = perInstance((): Setting[] => [])

export function setParameter(instance: CacheInstance, name: string, value: string, at: number): void {
  settings(instance).push({ at, name, value })
}

/** What a parameter was set to at a moment; undefined when it had its default. */
export const parameterAt = (instance: CacheInstance, name: string, at: number): string | undefined =>
  settings(instance).findLast((setting) => setting.name === name && setting.at <= at)?.value

/** Changes of parameters, oldest first. */
export const parameterChanges = (instance: CacheInstance): readonly Readonly<Setting>[] => settings(instance)
