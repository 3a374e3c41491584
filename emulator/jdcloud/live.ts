import type { CacheInstance } from '../world/instance'
import { detailsOf } from '../world/jdcloud-details'
import { parametersOf } from '../world/jdcloud-parameters'
import { settle } from '../world/jdcloud-tasks'
import type { LiveWish } from '../world/live'
import { passwordOf } from '../world/passwords'
import type { World } from '../world/world'

/** What the server behind an instance is to be like. Work that is due is done first. */
export function liveWish(world: World, instance: CacheInstance): LiveWish | undefined {
  settle(world)
  if (!world.find(instance.service, instance.id, undefined)) return undefined
  const details = detailsOf(instance, world.now())
  const own = { password: passwordOf(instance).value, passwordFree: instance.passwordFree, readOnly: false }
  return {
    parameters: new Map(
      parametersOf(instance.version).map((one) => [one.name, details.parameters.get(one.name) ?? one.default]),
    ),
    users: [
      { name: 'default', ...own },
      { name: instance.id, ...own },
      ...details.accounts.map(({ name, password, privilege }) => ({
        name,
        password,
        passwordFree: false,
        readOnly: privilege === 'RoleReadOnly',
      })),
    ],
    disabled: [...details.disabled.keys()],
  }
}
