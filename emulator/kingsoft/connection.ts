import type { connectionOperations } from '@/lib/providers/kingsoft/redis/operations/connection'
import type { Behaviours } from '../behaviour'
import { refuse } from '../gateway/refusal'
import type { CacheInstance } from '../world/instance'
import { type CacheSettings, setEip, settingsOf } from '../world/kingsoft-cache'
import { businessError, mustBe, redisCache, STATUS } from './find'

type Kind = keyof CacheSettings['eips']
const KINDS: Readonly<Record<'1' | '2' | '3', readonly Kind[]>> = {
  1: ['master'],
  2: ['readonly'],
  3: ['master', 'readonly'],
}

/** Public addresses and direct access. */
export const redisConnection = {
  AllocateEip: (scene, input) => {
    const { world } = scene
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    const { eips, nodes } = settingsOf(instance)
    const kinds = kindsOf(instance, input.InsType)
    for (const kind of kinds) {
      if (eips[kind]) throw businessError(`A public address is bound already: ${eips[kind]}.`)
      if (kind === 'readonly' && nodes.length === 0) throw businessError('There is no read-only node to bind it to.')
    }
    const host = `120.92.${world.random.int(0, 255)}.${world.random.int(2, 250)}`
    for (const kind of kinds) setEip(instance, kind, `${host}:${world.random.int(10_000, 32_000)}`)
    return { Data: { master: eips.master ?? '', readonly: eips.readonly ?? '', proxy: eips.proxy ?? '' } }
  },

  DeallocateEip: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    const { eips } = settingsOf(instance)
    const kinds = kindsOf(instance, input.InsType)
    if (kinds.some((kind) => !eips[kind])) throw businessError('No public address is bound there.')
    for (const kind of kinds) setEip(instance, kind, undefined)
    return { Data: null }
  },

  OpenDirectAccessToCluster: (scene, input) => {
    const instance = directCluster(redisCache(scene, input))
    mustBe(instance, STATUS.running)
    settingsOf(instance).direct = true
    return { Data: null }
  },

  CloseDirectAccessToCluster: (scene, input) => {
    const instance = directCluster(redisCache(scene, input))
    mustBe(instance, STATUS.running)
    settingsOf(instance).direct = false
    return { Data: null }
  },
} satisfies Behaviours<typeof connectionOperations>

/** Needed for master and replica, not allowed for a cluster: the gateway knows the instance, the request does not. */
function kindsOf(instance: CacheInstance, type: '1' | '2' | '3' | undefined): readonly Kind[] {
  if (instance.architecture === 'cluster') {
    if (type !== undefined) throw refuse(400, 'InvalidParameter', 'The parameter InsType is not valid for a cluster.')
    return ['proxy']
  }
  if (type === undefined) throw refuse(400, 'MissingParameter', 'The parameter InsType is missing.')
  return KINDS[type]
}

export const supportsDirect = (instance: CacheInstance) =>
  instance.architecture === 'cluster' && instance.version === '4.0'

function directCluster(instance: CacheInstance): CacheInstance {
  if (!supportsDirect(instance)) throw businessError('Direct access is for clusters of version 4.0 only.')
  return instance
}
