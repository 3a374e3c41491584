import type { CacheInstance } from '../world/instance'
import { settingsOf } from '../world/kingsoft-cache'
import type { LiveWish } from '../world/live'
import { passwordOf } from '../world/passwords'
import type { World } from '../world/world'
import { STATUS } from './find'
import { definitionsOf } from './parameter-table'

/** What the server behind an instance is to be like, of either service. */
export function liveWish(_world: World, instance: CacheInstance): LiveWish | undefined {
  if (instance.status === STATUS.deleted) return undefined
  const { parameters } = settingsOf(instance)
  return {
    parameters: new Map(
      definitionsOf(instance.version).map(({ name, preset }) => [name, parameters.get(name) ?? preset]),
    ),
    users: [
      {
        name: 'default',
        password: passwordOf(instance).value,
        passwordFree: instance.passwordFree,
        readOnly: false,
      },
    ],
    disabled: [],
  }
}
