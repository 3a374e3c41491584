import { accountsOf } from '../../world/accounts'
import type { CacheInstance } from '../../world/instance'
import type { LiveWish } from '../../world/live'
import { parameterAt } from '../../world/parameters'
import type { World } from '../../world/world'
import { parametersOf } from './parameter-table'

/** What the server behind an instance is to be like: the account that is called like the instance needs no name. */
export function liveWish(world: World, instance: CacheInstance): LiveWish | undefined {
  const now = world.now()
  const parameters = new Map(
    parametersOf(instance).map(({ name, value }) => [name, parameterAt(instance, name, now) ?? value]),
  )
  const accounts = [...accountsOf(instance).values()].filter(({ readyAt }) => readyAt <= now)
  const users = accounts.map(({ name, password, readOnly }) => ({ name, password, readOnly, passwordFree: false }))
  const own = users.find(({ name }) => name === instance.id)
  return {
    parameters,
    users: own ? [{ ...own, name: 'default' }, ...users] : users,
    disabled: (parameters.get('#no_loose_disabled-commands') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  }
}
