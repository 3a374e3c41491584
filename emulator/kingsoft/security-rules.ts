import type { CacheInstance } from '../world/instance'
import { settingsOf } from '../world/kingsoft-cache'
import { businessError, mustBe, STATUS } from './find'

/** Address rules that belong to one instance: all that Memcached has, and the older way of Redis. */
export const ruleList = (instance: CacheInstance) => ({
  Data: settingsOf(instance).rules.map(({ id, cidr }) => ({
    securityRuleId: id,
    cacheId: instance.id,
    protocol: 'tcp',
    fromPort: instance.port,
    toPort: instance.port,
    cidr,
  })),
})

/** Adds those that are not there yet; nothing is taken away, in spite of the operation's name. */
export function addRules(instance: CacheInstance, cidrs: readonly string[]) {
  mustBe(instance, STATUS.running)
  const settings = settingsOf(instance)
  for (const cidr of new Set(cidrs))
    if (!settings.rules.some((rule) => rule.cidr === cidr)) settings.rules.push({ id: settings.rulesMade++, cidr })
  return { Data: null }
}

export function removeRule(instance: CacheInstance, id: number) {
  mustBe(instance, STATUS.running)
  const settings = settingsOf(instance)
  if (!settings.rules.some((rule) => rule.id === id)) throw businessError(`The rule ${id} does not exist.`)
  settings.rules = settings.rules.filter((rule) => rule.id !== id)
  return { Data: null }
}
